"""Rights, the roles that hold them, and the scope that every query and write starts from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may do. The value is what the log and the refusal page say."""

    SEE = "se samverkans arbete"
    SEE_LOG = "se loggen"
    MANAGE = "ändra parter, områden och funktioner"
    RECORD_MEETINGS = "planera och föra in möten"
    TAKE_PART = "delta i möten: anteckna, lyfta frågor och berätta om uppgifter"
    NOTE_DONE = "anteckna vad som är gjort"
    START_ROUND = "starta ett varv"
    REPORT = "rapportera från fältet"
    HOLD_DIALOGUES = "föra in dialoger och trygghetsvandringar"
    DELIVER = "lämna underlag"
    ACCEPT = "godta och ångra underlag"
    WRITE_PICTURE = "skriva i lägesbilden"
    ADOPT_PICTURE = "anta lägesbilden"
    PRIORITISE = "prioritera problemområden"
    ANALYSE_CAUSES = "skriva orsaksanalysen"
    PLAN = "planera åtgärder"
    FOLLOW_UP = "följa upp åtgärder"
    FEED_BACK = "skriva återkoppling"
    PUBLISH = "publicera för allmänheten"
    WRITE_CASE = "skriva ärenden"
    INSIST = "spara en text som ser ut att innehålla personuppgifter, med skäl"


@dataclass(frozen=True)
class Role:
    """A named list of rights, with the sentence that explains it to a person."""

    key: str
    title: str
    sentence: str
    permissions: frozenset[Permission]


_WRITERS = frozenset(
    {
        Permission.SEE,
        Permission.RECORD_MEETINGS,
        Permission.TAKE_PART,
        Permission.NOTE_DONE,
        Permission.START_ROUND,
        Permission.REPORT,
        Permission.HOLD_DIALOGUES,
        Permission.DELIVER,
        Permission.ACCEPT,
        Permission.WRITE_PICTURE,
        Permission.PRIORITISE,
        Permission.ANALYSE_CAUSES,
        Permission.PLAN,
        Permission.FOLLOW_UP,
        Permission.FEED_BACK,
    }
)

ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        Role(
            "administrator",
            "Administratör",
            "Sköter parter, områden och funktioner och kan läsa loggen, men skriver inte i arbetet.",
            frozenset({Permission.SEE, Permission.SEE_LOG, Permission.MANAGE}),
        ),
        Role(
            "coordinator",
            "Brottsförebyggande samordnare",
            "Driver varvet för kommunens räkning: skriver i alla steg, antar efter forumets beslut och publicerar. "
            "Skriver ärenden till kommunens beslutande organ.",
            _WRITERS
            | {
                Permission.MANAGE,
                Permission.ADOPT_PICTURE,
                Permission.PUBLISH,
                Permission.SEE_LOG,
                Permission.WRITE_CASE,
                Permission.INSIST,
            },
        ),
        Role(
            "police_coordinator",
            "Kommunpolis",
            "Driver varvet för polisens räkning: skriver i alla steg, antar efter forumets beslut och utser poliser.",
            _WRITERS | {Permission.MANAGE, Permission.ADOPT_PICTURE, Permission.INSIST},
        ),
        Role(
            "analyst",
            "Analytiker",
            "Lämnar och godtar underlag, för in dialoger, deltar i möten, skriver i lägesbilden och i orsaksanalysen.",
            frozenset(
                {
                    Permission.SEE,
                    Permission.TAKE_PART,
                    Permission.REPORT,
                    Permission.HOLD_DIALOGUES,
                    Permission.DELIVER,
                    Permission.ACCEPT,
                    Permission.WRITE_PICTURE,
                    Permission.ANALYSE_CAUSES,
                }
            ),
        ),
        Role(
            "steering_member",
            "Ledamot i styrgrupp",
            "Läser allt i samverkan, deltar i möten, antar lägesbilden och prioriterar.",
            frozenset(
                {
                    Permission.SEE,
                    Permission.TAKE_PART,
                    Permission.ADOPT_PICTURE,
                    Permission.PRIORITISE,
                }
            ),
        ),
        Role(
            "field_worker",
            "Fältpersonal",
            "Rapporterar från fältet, för in dialoger, deltar i möten och följer upp de åtgärder som genomförs ute.",
            frozenset(
                {
                    Permission.SEE,
                    Permission.TAKE_PART,
                    Permission.REPORT,
                    Permission.HOLD_DIALOGUES,
                    Permission.FOLLOW_UP,
                }
            ),
        ),
        Role("reader", "Läsare", "Läser arbetet men ändrar inget.", frozenset({Permission.SEE})),
    )
}


class Denied(Exception):
    """A refusal that carries its reason, in words for the person who was refused."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(ValueError):
    """An operation said no to what it was given; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Membership:
    """One function that a person holds now.

    `area_path` is the path of the area that the function is bound to; an empty path means the whole
    cooperation.
    """

    cooperation_id: int
    party_id: int
    title: str
    role: Role
    area_path: str = ""

    def reaches(self, area_path: str) -> bool:
        """Is the area, given by its path, the function's own or one inside it?"""
        return area_path.startswith(self.area_path)


@dataclass(frozen=True)
class Scope:
    """Who is asking, and through which functions. Nothing is read or written without one."""

    user_id: int | None
    user_name: str
    memberships: tuple[Membership, ...] = ()
    operator: bool = False

    @property
    def cooperation_ids(self) -> frozenset[int]:
        """The cooperations whose work the person may see."""
        return frozenset(m.cooperation_id for m in self.memberships)

    def titles_in(self, cooperation_id: int) -> tuple[str, ...]:
        """The person's functions in a cooperation, as written."""
        return tuple(m.title for m in self.memberships if m.cooperation_id == cooperation_id)

    def allows(self, permission: Permission, *, cooperation_id: int, area_path: str = "") -> bool:
        """May the person do this there?"""
        return any(
            m.cooperation_id == cooperation_id
            and permission in m.role.permissions
            and (permission is Permission.SEE or m.reaches(area_path))
            for m in self.memberships
        )

    def require(self, permission: Permission, *, cooperation_id: int, area_path: str = "") -> None:
        """Refuse, with the reason, unless the person may do this there.

        Raises:
            Denied: the person lacks the right, or has it for another area.
        """
        if self.allows(permission, cooperation_id=cooperation_id, area_path=area_path):
            return
        if any(
            m.cooperation_id == cooperation_id and permission in m.role.permissions for m in self.memberships
        ):
            raise Denied(f"Du får {permission.value}, men bara i det område som din funktion gäller.")
        holders = _and(role.title.lower() for role in ROLES.values() if permission in role.permissions)
        raise Denied(f"Din roll får inte {permission.value}. Det får {holders}.")

    def manages(self, *, cooperation_id: int, party_id: int) -> bool:
        """May the person set up and fill the party's functions there? Each party looks after its own."""
        return self.operator or any(
            m.cooperation_id == cooperation_id
            and m.party_id == party_id
            and Permission.MANAGE in m.role.permissions
            and m.reaches("")
            for m in self.memberships
        )

    def require_manager(self, *, cooperation_id: int, party_id: int, party: str) -> None:
        """Refuse, with the reason, unless the person may set up and fill the party's functions there.

        Raises:
            Denied: the person may not change functions at all, or those of another party only.
        """
        if self.manages(cooperation_id=cooperation_id, party_id=party_id):
            return
        self.require(Permission.MANAGE, cooperation_id=cooperation_id)
        raise Denied(f"Funktionerna hos {party} sköts bara av den som har rätt till det hos samma part.")

    def require_operator(self) -> None:
        """Refuse unless the person runs the installation.

        Raises:
            Denied: the person does not.
        """
        if not self.operator:
            raise Denied("Det här får bara den som driver installationen.")


def _and(words: Iterable[str]) -> str:
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} och {listed[-1]}"
