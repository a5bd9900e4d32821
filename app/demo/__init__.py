"""The demonstration: a believable business of 60 people and 90 days in an empty database.

The same people come each time, at the same hours before now; only ids and tokens differ, because
those must not be guessed.
"""

from app.demo.filling import HasClients, fill

__all__ = ["HasClients", "fill"]
