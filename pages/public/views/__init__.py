"""What each public template is told. Views hold values ready to show; they read nothing.

A view names its template in `template`; `pages.public.render.render` needs nothing else.
Money is kopecks, moments are aware UTC, URLs are paths or absolute, text is never HTML.
Fields with a default are optional in the full sense: the page is whole without them.
"""

from pages.public.views.cabinet import (
    CabinetPaymentView,
    CabinetProgrammeView,
    CabinetView,
    ConsentView,
    DeletedView,
    PlannedMessageView,
    SubscriptionView,
    SuggestionView,
    UnsubscribedView,
    UnsubscribeView,
)
from pages.public.views.documents import DocumentView, ErrorView
from pages.public.views.intake import (
    FinishView,
    OptionView,
    QuestionView,
    ReferralView,
    ReviewView,
    StartView,
)
from pages.public.views.journal import ChartView, GaugeView, JournalView, PointView
from pages.public.views.landing import LandingView, LeadForm, QuoteView, TariffView, ThanksView
from pages.public.views.money import BuyView, DemoBankView, PayReturnView
from pages.public.views.programme import (
    DayView,
    ExerciseView,
    NoteView,
    OfferView,
    ProgrammeView,
    TechniqueView,
    WeekView,
)
from pages.public.views.site import (
    AboutView,
    ContactsView,
    FactView,
    HeroView,
    ImagesView,
    QuestionAnswerView,
    RequisitesView,
    SectionView,
    SiteView,
    TitledText,
)
from pages.public.views.workout import (
    ChipView,
    DayOverView,
    SetView,
    SummaryView,
    TaskView,
    WorkoutView,
)

__all__ = [
    "AboutView",
    "BuyView",
    "CabinetPaymentView",
    "CabinetProgrammeView",
    "CabinetView",
    "ChartView",
    "ChipView",
    "ConsentView",
    "ContactsView",
    "DayOverView",
    "DayView",
    "DeletedView",
    "DemoBankView",
    "DocumentView",
    "ErrorView",
    "ExerciseView",
    "FactView",
    "FinishView",
    "GaugeView",
    "HeroView",
    "ImagesView",
    "JournalView",
    "LandingView",
    "LeadForm",
    "NoteView",
    "OfferView",
    "OptionView",
    "PayReturnView",
    "PlannedMessageView",
    "PointView",
    "ProgrammeView",
    "QuestionAnswerView",
    "QuestionView",
    "QuoteView",
    "ReferralView",
    "RequisitesView",
    "ReviewView",
    "SectionView",
    "SetView",
    "SiteView",
    "StartView",
    "SubscriptionView",
    "SuggestionView",
    "SummaryView",
    "TariffView",
    "TaskView",
    "TechniqueView",
    "ThanksView",
    "TitledText",
    "UnsubscribeView",
    "UnsubscribedView",
    "WeekView",
    "WorkoutView",
]
