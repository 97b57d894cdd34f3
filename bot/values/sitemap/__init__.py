"""The sitemap: every Page there is. Read this first; each module is a section, a feature or two draw it."""

from bot.values.sitemap.assignments import (
    BeginDue,
    Browse,
    Due,
    Give,
    GiveItems,
    Given,
    GiveTopics,
    PaperIn,
    PaperResults,
    PaperTwin,
    Task,
    TaskDone,
    TaskLate,
    TaskPhase,
    TaskResults,
    Tasks,
    TaskTable,
    TaskWithdrawn,
    TaughtAgain,
    TeachAgain,
    WithdrawTask,
)
from bot.values.sitemap.campaigns import (
    Campaign,
    CampaignDay,
    CampaignPoster,
    Campaigns,
    Invitation,
    Invites,
    OpenDay,
    Organise,
    OrganiseCampaign,
    PauseCampaign,
    TakePart,
)
from bot.values.sitemap.classes import (
    ClassClosed,
    ClassCode,
    Classes,
    Classroom,
    ClassSheets,
    CloseClass,
    InviteTeacher,
    Join,
    JoinBy,
    Joined,
    LeaveClass,
    LeftClass,
    MakeClass,
    MyClass,
    NewClass,
    NewCode,
    Pupil,
    PupilOut,
    Pupils,
    StoppedTeaching,
    StopTeaching,
    Teach,
    Teaching,
)
from bot.values.sitemap.flags import Flag, Flagged, OrganiseFlags, StudioFlags
from bot.values.sitemap.habits import HabitQuestion, HabitReply, Habits, Nudge, NudgeSet, Plan, PlanKept, Rest
from bot.values.sitemap.help import (
    Cover,
    Heard,
    Help,
    HelpCountries,
    HelpIn,
    HelpPage,
    Misheard,
    Offer,
    Onward,
    Wipe,
)
from bot.values.sitemap.learning import (
    Answer,
    Begin,
    Choice,
    Finished,
    Hint,
    Lesson,
    LessonAnswer,
    LessonCard,
    LessonMarks,
    OwnWords,
    Question,
    QuestionMarks,
    Quiz,
    Result,
    Scene,
    Story,
)
from bot.values.sitemap.live import (
    BeginLive,
    Lead,
    Leading,
    LeadOver,
    LeadSet,
    Live,
    LiveAnswer,
    LiveIn,
    LiveMarks,
    LiveOut,
    LiveOver,
    LiveQuestion,
)
from bot.values.sitemap.me import (
    ChooseAudience,
    ChooseCountry,
    ChooseLocale,
    ChooseZone,
    Export,
    Forget,
    ForgetNow,
    GoOn,
    Privacy,
    SetAudience,
    SetCountry,
    SetLocale,
    SetTextMode,
    Settings,
    SetZone,
    Stop,
)
from bot.values.sitemap.menu import Enough, Items, LookThrough, Lost, Menu, Term, Topic, Topics, Typed, Unread
from bot.values.sitemap.ownsets import (
    Bank,
    BankQuestion,
    BankTopics,
    DropSet,
    MakeSet,
    NewSet,
    OwnSet,
    OwnSets,
    PutIn,
    SetDropped,
    TakeOut,
)
from bot.values.sitemap.quiet import Quiet, QuietOver
from bot.values.sitemap.studio import (
    Approve,
    Approved,
    Arrived,
    Edit,
    Editing,
    Edition,
    EditorInvited,
    HandedOver,
    HandOver,
    InviteEditors,
    NoteCards,
    NoteOn,
    PackOwners,
    PackTemplate,
    SendIn,
    SentBack,
    SentIn,
    Serve,
    Served,
    StopEditing,
    StoppedEditing,
    Studio,
    StudioNews,
    TryAs,
    TryOut,
    Versions,
)
from bot.values.sitemap.tips import NextTip, Tip, TipHour, TipOfTheDay, TipsSet, TipWish, TipZone, TipZoneSet
from bot.values.sitemap.welcome import Consent, ConsentGiven, IAm, IAmIn, Start, StartIn, WhereAreYou, WhoAreYou

# Several names a line, or this page would be long; a new page may have a line of its own.
__all__ = ["Answer", "Approve", "Approved", "Arrived", "Bank", "BankQuestion", "BankTopics", "Begin"]
__all__ += ["BeginDue", "Campaign", "CampaignDay", "CampaignPoster", "Campaigns", "Choice", "ChooseAudience"]
__all__ += ["ChooseCountry", "ChooseLocale", "ChooseZone", "ClassClosed", "ClassCode", "ClassSheets", "Classes"]
__all__ += ["Classroom", "CloseClass", "Consent", "ConsentGiven", "Cover", "DropSet", "Due", "Edit", "Editing"]
__all__ += ["Edition", "EditorInvited", "Enough", "Export", "Finished", "Flag", "Flagged", "Forget"]
__all__ += ["ForgetNow", "Give", "GiveItems", "GiveTopics", "Given", "HabitQuestion", "HabitReply", "Habits"]
__all__ += ["Heard", "Help", "HelpCountries", "HelpIn", "HelpPage", "Hint", "IAm", "IAmIn", "Invitation"]
__all__ += ["InviteEditors", "InviteTeacher", "Invites", "Items", "Join", "JoinBy", "Joined", "LeaveClass"]
__all__ += ["LeftClass", "Lesson", "LessonAnswer", "LessonCard", "LessonMarks", "LookThrough", "Lost"]
__all__ += ["MakeClass", "MakeSet", "Menu", "Misheard", "MyClass", "NewClass", "NewSet", "NextTip", "NoteCards"]
__all__ += ["NewCode", "NoteOn", "Nudge", "NudgeSet", "Offer", "Onward", "OpenDay", "Organise", "OrganiseCampaign"]
__all__ += ["OrganiseFlags", "OwnSet", "OwnSets", "OwnWords", "PaperTwin", "PauseCampaign", "Plan", "PlanKept"]
__all__ += ["Privacy", "Pupil", "PupilOut", "Pupils", "PutIn", "Question", "QuestionMarks", "Quiet"]
__all__ += ["QuietOver", "Quiz", "Rest", "Result", "Scene", "SendIn", "SentBack", "SentIn", "Serve"]
__all__ += ["PackTemplate", "Served", "StudioNews"]
__all__ += ["SetAudience", "SetCountry", "SetDropped", "SetLocale", "SetTextMode", "SetZone", "Settings"]
__all__ += ["Start", "StartIn", "Stop", "StopEditing", "StopTeaching", "StoppedEditing", "StoppedTeaching"]
__all__ += ["Story", "Studio", "StudioFlags", "TakeOut", "TakePart", "Task", "TaskDone", "TaskLate"]
__all__ += ["TaskPhase", "TaskResults", "TaskTable", "TaskWithdrawn", "Tasks", "TaughtAgain", "Teach"]
__all__ += ["TeachAgain", "Teaching", "Term", "Tip", "TipHour", "TipOfTheDay", "TipWish", "TipZone"]
__all__ += ["TipZoneSet", "TipsSet", "Topic", "Topics", "TryAs", "TryOut", "Typed", "Unread", "Versions"]
__all__ += ["WhereAreYou", "WhoAreYou", "Wipe", "WithdrawTask"]
__all__ += ["BeginLive", "Lead", "LeadOver", "LeadSet", "Leading", "Live", "LiveAnswer", "LiveIn"]
__all__ += ["LiveMarks", "LiveOut", "LiveOver", "LiveQuestion"]
__all__ += ["Browse", "PaperIn", "PaperResults"]
__all__ += ["HandOver", "HandedOver", "PackOwners"]
__all__ += ["GoOn"]
