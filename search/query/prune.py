"""Remove one part from a question's tree, for the chips and for "did you mean"."""

from collections.abc import Iterator

from search.query.tree import And, Everything, InField, Near, Node, Or, all_of, any_of

Path = tuple[int, ...]
"""The position of a part in a tree: the index of the child to take at each node, from the root down."""


def removable_parts(tree: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every part of a tree that can be removed by itself, with its path; a negated part is one part."""
    yield path, tree
    for number, part in enumerate(_children(tree)):
        yield from removable_parts(part, (*path, number))


def without_part(tree: Node, path: Path) -> Node:
    """Return the tree without the part at `path`. Of a Near the other side remains; an emptied field is removed. Raise
    TypeError if the path goes through a node that has no parts."""
    if not path:
        return Everything()
    number, *rest = path
    kept = list(_children(tree))
    kept[number] = without_part(kept[number], tuple(rest))
    match tree:
        case And():
            return all_of(kept)
        case Or():
            return any_of(part for part in kept if part != Everything())
        case Near(_, _, distance):
            left, right = kept
            return right if left == Everything() else left if right == Everything() else Near(left, right, distance)
        case InField(field):
            return kept[0] if kept[0] == Everything() else InField(field, kept[0])
    raise TypeError(f"{type(tree).__name__} has no parts")


def _children(tree: Node) -> tuple[Node, ...]:
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Near(left, right):
            return left, right
        case InField(_, part):
            return (part,)
        case _:
            return ()
