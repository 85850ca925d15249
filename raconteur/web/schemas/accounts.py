"""Who somebody is, sign-ins, invitations, tokens, people and the audit log."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from raconteur.services.accounts.passwords import LONGEST
from raconteur.store.users import User
from raconteur.web.schemas.common import BandName, Id, In, Out, ShortLine, Time, Whole
from raconteur.web.schemas.limits import Money, Tokens, millionths, money

Role = Literal["administrator", "writer", "reader"]
Scope = Literal["read", "write", "administer", "metrics"]
Name = Annotated[ShortLine, AfterValidator(str.casefold)]
# How long is long enough is the service's to say, in words.
Password = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Code = Annotated[str, Field(min_length=1, max_length=200)]


class SignInBody(In):
    name: Name
    password: Password


class FamilyName(Out):
    id: int
    name: str


class MyReader(Out):
    """band: the one that holds, also where it comes from the age."""

    id: int
    name: str
    band: BandName


class Me(Out):
    """reader: of a child, which one it is. may_write: of a child, whether a guardian allows it."""

    id: int
    name: str
    role: Role
    family: FamilyName | None
    guardian: bool
    reader: MyReader | None
    may_write: bool


class GatewayOut(Out):
    """The gateway before the server says who it is: nobody signs in or out here then.

    name      by which it calls whoever asks
    refused   why they are not let in all the same
    sign_out  where people sign out of the gateway
    """

    name: str
    refused: Literal["unknown", "disabled", "leaving"] | None
    sign_out: str | None


class SessionOut(Out):
    """accounts: whether anybody has to sign in. elsewhere: what a provider by which one can is
    called. csrf: what a change says in `X-CSRF-Token`. mail: whether a forgotten password can be
    mailed."""

    accounts: bool
    elsewhere: str | None = None
    user: Me | None = None
    csrf: str = ""
    mail: bool = False
    gateway: GatewayOut | None = None


class ForgottenBody(In):
    """language: of the mail; by itself the browser's."""

    name: Name
    language: Literal["en", "fr"] | None = None


class AccountOut(Out):
    """mail: where a link for a new password goes."""

    name: str
    mail: str | None
    has_password: bool


class AccountPatch(In):
    """mail: null for none. password: of an account that has one."""

    mail: Annotated[str, Field(min_length=3, max_length=254)] | None
    password: Password | None = None
    language: Literal["en", "fr"] | None = None


class ElsewhereBody(In):
    """code: of an invitation that is taken with an account elsewhere."""

    code: Code | None = None


class ElsewhereOut(Out):
    url: str


class CodeBody(In):
    code: Code


class AcceptBody(In):
    code: Code
    name: Name
    password: Password


class InvitationIn(In):
    """family: into one's own. family_id: into that one, by an administrator. guardian: of a
    grown-up who looks after its children. reader_id: which reader a child is."""

    role: Role = "writer"
    family: bool = False
    family_id: Id | None = None
    guardian: bool = False
    reader_id: Id | None = None


class InvitationOut(Out):
    id: int
    role: Role
    user_id: int | None
    family_id: int | None
    guardian: bool
    reader_id: int | None
    created_at: Time
    expires_at: Time


class InvitationMade(InvitationOut):
    """code: goes behind the # of the page's `welcome`; it is shown this once. url: all of it."""

    code: str
    url: str


class Welcome(Out):
    """What a link is for. name: whose account it is, when it is for a new password. family: what
    the one is called that one comes into."""

    role: Role
    name: str | None
    first: bool
    family: str | None = None
    guardian: bool = False


class PasswordBody(In):
    old: Password
    new: Password


class LeaveBody(In):
    """password: of an account that has one; somebody else's page or child should not do this."""

    password: Password | None = None


class LeaveOut(Out):
    leaves_at: Time


class SignInOut(Out):
    id: int
    agent: str
    address: str
    created_at: Time
    seen_at: Time
    expires_at: Time
    current: bool


class TokenIn(In):
    name: ShortLine
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=4)]
    days: Annotated[int, Field(ge=1, le=366), Whole] = 90


class TokenOut(Out):
    id: int
    name: str
    scopes: list[Scope]
    created_at: Time
    expires_at: Time
    used_at: Time | None


class TokenMade(TokenOut):
    """token: the secret, shown this once."""

    token: str


class UserOut(Out):
    id: int
    name: str
    role: Role
    created_at: Time
    disabled_at: Time | None
    tokens_a_day: int | None
    cost_a_month: float | None

    @classmethod
    def of(cls, user: User) -> "UserOut":
        named = ("id", "name", "role", "created_at", "disabled_at", "tokens_a_day")
        found = {name: getattr(user, name) for name in named}
        return cls.model_validate({**found, "cost_a_month": money(user.cost_a_month)})


class UserPatch(In):
    """tokens_a_day, cost_a_month: `null` takes their own cap away."""

    role: Role | None = None
    disabled: bool | None = None
    tokens_a_day: Tokens | None = None
    cost_a_month: Money | None = None

    @property
    def caps(self) -> dict[str, int | None]:
        """Those that are to be changed."""
        found = {
            "tokens_a_day": self.tokens_a_day,
            "cost_a_month": millionths(self.cost_a_month),
        }
        return {name: found[name] for name in found if name in self.model_fields_set}


class EntryOut(Out):
    id: int
    at: Time
    user_id: int | None
    what: str
    about: dict[str, Any]
    address: str
