"""What an import of people came to."""

from schemas.base import Code, Model


class PeopleChange(Model):
    """The ids of the people who are new, who were changed, and who were so already."""

    added: tuple[Code, ...]
    changed: tuple[Code, ...]
    unchanged: tuple[Code, ...]
