"""The lookup `among`: match any of many numbers or texts, sent to the database as one value.

With `in`, each item is a parameter of its own. The number of parameters of a statement is limited, and sending them
costs more than the lookup itself.
"""

import json
from typing import Any

from django.db import models


@models.IntegerField.register_lookup
@models.CharField.register_lookup
class Among(models.Lookup):
    """The lookup `pk__among=[1, 2, 3]`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        wanted, params = self.process_lhs(compiler, connection)
        return f"{wanted} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(list(self.rhs)))  # noqa: S608 - a condition

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        wanted, params = self.process_lhs(compiler, connection)
        if isinstance(self.lhs.output_field, models.CharField):
            return f"{wanted} = ANY(%s::text[])", (*params, list(self.rhs))
        return f"{wanted} = ANY(%s::bigint[])", (*params, f"{{{','.join(map(str, self.rhs))}}}")
