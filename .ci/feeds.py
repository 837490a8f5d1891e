"""Holds feeds to the rules of the W3C feed validator, offline.

feeds.py FOLDER FILE...: FOLDER is the folder src of github.com/w3c/feedvalidator.
"""
import sys

sys.path.insert(0, sys.argv[1])
import feedvalidator  # noqa: E402
from feedvalidator import logging  # noqa: E402
from feedvalidator.formatter.text_plain import Formatter  # noqa: E402

# What is so on purpose: a file has no address of its own, some titles are text
# that looks like HTML, hundreds of articles come with the same import, a
# reference has no text and an article no lead, and what Atom and RSS cannot say
# stands in a namespace of ours.
MEANT = {
    "UnknownNamespace", "MissingSelf", "MissingAtomSelfLink", "SelfDoesntMatchLocation", "DuplicateUpdated",
    "ContainsHTML", "ContainsUndeclaredHTML", "CharacterData",
    "MissingTextualContent", "NeedDescriptionBeforeContent",
}

def meant(event):
    """An article may have no title; one of nothing that can be seen is ours to avoid."""
    name = type(event).__name__
    return name in MEANT or name == "NotBlank" and event.params.get("element") in ("title", "content")


code = 0
for path in sys.argv[2:]:
    with open(path, "rb") as f:
        try:
            events = feedvalidator.validateStream(f, firstOccurrenceOnly=1)["loggedEvents"]
        except logging.ValidationFailure as e:
            events = [e.event]
    events = [e for e in events if isinstance(e, (logging.Warning, logging.Error)) and not meant(e)]
    for event, line in zip(events, Formatter(events)):
        print(f"{path}: {type(event).__name__}{' (error)' if isinstance(event, logging.Error) else ''}: {line}")
        code = 1
sys.exit(code)
