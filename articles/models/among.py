"""The look-up `among`: a number is one of many, however many, sent as one value.

With `in` each number is a value of its own, of which a statement takes a bounded count and which cost more to send
than the look-up itself.
"""

from typing import Any

from django.db import models


@models.IntegerField.register_lookup
class Among(models.Lookup):  # type: ignore[type-arg]
    """`pk__among=[1, 2, 3]`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._found(compiler, connection, "{} IN (SELECT value FROM json_each(%s))", "[]")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self._found(compiler, connection, "{} = ANY(%s::bigint[])", "{}")

    def _found(self, compiler: Any, connection: Any, condition: str, brackets: str) -> tuple[str, tuple[Any, ...]]:
        number, params = self.process_lhs(compiler, connection)
        listed = ",".join(str(int(each)) for each in self.rhs)
        return condition.format(number), (*params, f"{brackets[0]}{listed}{brackets[1]}")
