"""Sales scenarios: what is offered when the answers have none, and never against health or a no.

A scenario is found by `find_scenario` in the situation that `observe` sees; its words' variables
are filled from rows, and one that has nothing to fill them with is not said.
"""

from domain.scenarios.conditions import Conditions
from domain.scenarios.editing import (
    LEVELS,
    OWN_VARIABLES,
    NameTaken,
    PortableScenario,
    add_scenario,
    change_scenario,
    export_scenarios,
    furnish_scenarios,
    import_scenarios,
    read_scenario,
    remove_scenario,
    to_portable,
)
from domain.scenarios.finding import (
    Called,
    find_scenario,
    fits,
    is_over,
    note_use,
    recognise,
)
from domain.scenarios.observing import observe
from domain.scenarios.rows import (
    Action,
    Deed,
    ExitRule,
    SalesScenario,
    ScenarioChanged,
    ScenarioUse,
    Trigger,
    get_scenario,
    list_page,
    list_scenarios,
)
from domain.scenarios.situations import Situation

__all__ = [
    "LEVELS",
    "OWN_VARIABLES",
    "Action",
    "Called",
    "Conditions",
    "Deed",
    "ExitRule",
    "NameTaken",
    "PortableScenario",
    "SalesScenario",
    "ScenarioChanged",
    "ScenarioUse",
    "Situation",
    "Trigger",
    "add_scenario",
    "change_scenario",
    "export_scenarios",
    "find_scenario",
    "fits",
    "furnish_scenarios",
    "get_scenario",
    "import_scenarios",
    "is_over",
    "list_page",
    "list_scenarios",
    "note_use",
    "observe",
    "read_scenario",
    "recognise",
    "remove_scenario",
    "to_portable",
]
