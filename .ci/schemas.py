"""Holds JSON exports to schemas and rules.

schemas.py FOLDER csl|ninjs|jsonfeed FILE...: FOLDER has the schemas.
"""
import json
import re
import sys
from datetime import datetime

folder, kind, files = sys.argv[1], sys.argv[2], sys.argv[3:]
failed = []


def say(path, what):
    failed.append(f"{path}: {what}")


def validator(name):
    """The validator of a schema; it must refuse a member that no schema knows."""
    import jsonschema
    from referencing import Registry, Resource

    with open(f"{folder}/{name}", encoding="utf-8") as f:
        schema = json.load(f)
    geo = {"$schema": "https://json-schema.org/draft/2020-12/schema", "not": {}}
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", Resource.from_contents(geo))
    cls = jsonschema.validators.validator_for(schema)
    cls.check_schema(schema)
    return cls(schema, registry=registry, format_checker=jsonschema.FormatChecker())


def hold(check, path, value, where):
    for e in list(check.iter_errors(value))[:3]:
        say(path, f"{where}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}")


def csl(path):
    check = validator("csl-data.json")
    with open(path, encoding="utf-8") as f:
        items = json.load(f)
    hold(check, path, items, "items")
    if not items or not list(check.iter_errors([items[0] | {"no such": 1}])):
        say(path, "the schema lets everything pass")


def ninjs(path):
    check, n = validator("ninjs-schema_3.1.json"), 0
    with open(path, encoding="utf-8", newline="\n") as f:
        for n, line in enumerate(f, 1):
            item = json.loads(line)
            hold(check, path, item, f"line {n}")
    if not n or not list(check.iter_errors(item | {"no such": 1})):
        say(path, "the schema lets everything pass")


# What JSON Feed 1.1 knows of a feed and of an item, and the type of each.
FEED = {"version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "user_comment": str, "next_url": str, "icon": str,
        "favicon": str, "authors": list, "language": str, "expired": bool, "hubs": list, "items": list}
ITEM = {"id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str, "summary": str, "image": str,
        "banner_image": str, "date_published": str, "date_modified": str, "authors": list, "tags": list, "language": str, "attachments": list}


def members(path, where, value, known):
    for k, v in value.items():
        if k.startswith("_"):
            if not isinstance(v, dict):
                say(path, f"{where}: extension {k} is no object")
        elif k not in known or type(v) is not known[k]:
            say(path, f"{where}: {k} is unknown or of another type")
        elif k.endswith("url") and not re.fullmatch(r"(https?://[^\s<>\"]+|mailto:[^\s]+)", v):
            say(path, f"{where}: {k} is {v!r}")
        elif k.startswith("date_"):
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", v):
                say(path, f"{where}: {k} is {v!r}")
            else:
                datetime.fromisoformat(v.replace("Z", "+00:00"))
        elif k == "authors" and (not v or not all(isinstance(a, dict) and a and set(a) <= {"name", "url", "avatar"} for a in v)):
            say(path, f"{where}: authors {v!r}")
        elif k == "tags" and not all(isinstance(t, str) and t for t in v):
            say(path, f"{where}: tags {v!r}")


def jsonfeed(path):
    with open(path, encoding="utf-8") as f:
        feed = json.load(f)
    members(path, "feed", feed, FEED)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title") or "items" not in feed:
        say(path, "version, title or items missing")
    seen = set()
    for i, item in enumerate(feed.get("items", [])):
        where = f"item {i}"
        members(path, where, item, ITEM)
        if not item.get("id") or item["id"] in seen:
            say(path, f"{where}: id {item.get('id')!r}")
        if "content_html" not in item and "content_text" not in item:
            say(path, f"{where}: no content")
        seen.add(item.get("id"))


for file in files:
    {"csl": csl, "ninjs": ninjs, "jsonfeed": jsonfeed}[kind](file)
print("\n".join(failed[:20]))
sys.exit(bool(failed))
