"""docs/floors.svg is what docs/floors.py draws of today's imports: `make floors` writes it anew."""

from docs import floors


def test_the_picture_is_up_to_date() -> None:
    assert floors.PICTURE.read_text(encoding="utf-8") == floors.picture(), "run `make floors`"


def test_the_picture_shows_the_floors_and_their_packages() -> None:
    names = [*floors.FLOORS, "retrieval", "backends", "query", "loading", "models"]
    assert [name for name in names if f">{name}<" not in floors.picture().replace("/<", "<")] == []
