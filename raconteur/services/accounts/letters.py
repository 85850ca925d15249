"""What is written to people, in English and French."""

from raconteur.mail.letter import Letter

LANGUAGES = ("en", "fr")

_RESET = {
    "en": (
        "A new password for Raconteur",
        """Hello {name},

Somebody asked for a new password for your account at

{address}

If it was you, open this within an hour:

{link}

It works once. Your old password holds until then.

If it was not you, there is nothing to do: without this mail nobody gets in.
""",
    ),
    "fr": (
        "Un nouveau mot de passe pour Raconteur",
        """Bonjour {name},

Quelqu’un a demandé un nouveau mot de passe pour votre compte sur

{address}

Si c’était vous, ouvrez ce lien dans l’heure :

{link}

Il ne sert qu’une fois. D’ici là, votre ancien mot de passe reste valable.

Si ce n’était pas vous, vous n’avez rien à faire : sans ce courriel, personne n’entre.
""",
    ),
}
_KEPT = {
    "en": (
        "Your address at Raconteur",
        """Hello {name},

From now on, when you forget your password, a link comes to this mailbox from

{address}

If you do not know that server, somebody mistyped their own address: there is nothing to do.
""",
    ),
    "fr": (
        "Votre adresse chez Raconteur",
        """Bonjour {name},

Désormais, si vous oubliez votre mot de passe, un lien arrivera ici de la part de

{address}

Si vous ne connaissez pas ce serveur, quelqu’un s’est trompé d’adresse : vous n’avez rien à faire.
""",
    ),
}
_GONE = {
    "en": (
        "Your address at Raconteur has changed",
        """Hello {name},

Your account at

{address}

has another mail address now, or none: nothing is sent here any more.

If it was not you, sign in, set a new password under “Settings”, “Your account”, and tell whoever
looks after that server.
""",
    ),
    "fr": (
        "Votre adresse chez Raconteur a changé",
        """Bonjour {name},

Votre compte sur

{address}

a maintenant une autre adresse électronique, ou n’en a plus : plus rien ne sera envoyé ici.

Si ce n’était pas vous, connectez-vous, changez votre mot de passe dans « Réglages », « Votre
compte », et prévenez la personne qui s’occupe de ce serveur.
""",
    ),
}


def reset(to: str, language: str, name: str, address: str, code: str) -> Letter:
    """`address`: of the server. `code`: of the invitation that is the link."""
    return _letter(_RESET, to, language, name, address, f"{address}/welcome#{code}")


def kept(to: str, language: str, name: str, address: str) -> Letter:
    """To an address that somebody gave."""
    return _letter(_KEPT, to, language, name, address)


def gone(to: str, language: str, name: str, address: str) -> Letter:
    """To an address that was somebody's until now."""
    return _letter(_GONE, to, language, name, address)


def _letter(
    texts: dict[str, tuple[str, str]],
    to: str,
    language: str,
    name: str,
    address: str,
    link: str = "",
) -> Letter:
    subject, text = texts.get(language, texts["en"])
    # A name stands in the text alone, where it can begin no header.
    return Letter(to, subject, text.format(name=name, address=address, link=link))
