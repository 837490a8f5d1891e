"""Reads exports with parsers of others and holds that each field of a record is
what the article has: nothing more, nothing less.

fields.py RECORDS csv|excel|yaml|logseq|ris|bibtex|biblatex FILE-OR-FOLDER
RECORDS is the same set as veille JSONL.
"""
import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

records_file, kind, target = sys.argv[1:4]
failed = []
with open(records_file, encoding="utf-8", newline="\n") as lines:
    RECORDS = {r["id"]: r for r in map(json.loads, lines)}


def say(where, what):
    failed.append(f"{where}: {what}"[:400])


def plain(s):
    """A text as one line of visible characters."""
    return "".join(c for c in " ".join(s.split()) if unicodedata.category(c) not in ("Cf", "Cc", "Cn", "Mn")).strip()


def hold(where, name, got, want):
    if plain(got) != plain(want):
        say(where, f"{name} reads {got!r}, is {want!r}")


def titled(where, got, r):
    """Titles that were made of a sentence, or are nothing that can be seen, stand in brackets."""
    if r["title_from"].startswith("first") or not plain(r["title"]):
        if got and not got.lstrip("'").startswith("["):
            say(where, f"title without brackets: {got!r}")
        return
    hold(where, "title", got, r["title"])


def whole(ids):
    if sorted(ids) != sorted(RECORDS):
        say(target, f"{len(ids)} records of {len(RECORDS)}, {len(set(ids) - set(RECORDS))} of them unknown")


def unguarded(cell, want):
    """A cell without the mark that keeps spreadsheets from running it."""
    return cell[1:] if cell[:1] == "'" and plain(cell) != plain(want) else cell


def csv_(excel):
    raw = Path(target).read_bytes()
    if raw.startswith(b"\xef\xbb\xbf") != excel or re.search(rb"(?<!\r)\n", raw):
        say(target, "byte order mark or line ends")
    text = raw.decode("utf-8-sig" if excel else "utf-8")
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if excel else ",", strict=True))
    head = "id,published,title,source,agency,lang,place,url,accessed,tags,note,words,lead".split(",")
    if rows[0] != head:
        say(target, f"columns {rows[0]}")
    for row in rows[1:]:
        if len(row) != len(head):
            say(row[0], f"{len(row)} columns")
            continue
        r, cells = RECORDS.get(row[0], {}), dict(zip(head, row))
        for name, cell in cells.items():
            if cell and cell[0] in "=+-@\t\r\n＝＋－＠":
                say(row[0], f"{name} is a formula: {cell!r}")
        if r:
            titled(row[0], unguarded(cells["title"], r["title"]), r)
            for name in ("source", "url", "place", "lang"):
                hold(row[0], name, unguarded(cells[name], r[name]), r[name])
            if cells["tags"] != ";".join(r["tags"]):
                say(row[0], f"tags {cells['tags']!r}")
    whole([row[0] for row in rows[1:]])


KEYS = set("title source author publication published created description lang place tags veille_id".split())


def yaml_():
    import yaml

    ids = []
    for path in sorted(Path(target).rglob("*.md")):
        text = path.read_bytes().decode("utf-8")
        m = re.match(r"---\n(.*?)\n---\n", text, re.S)
        head = yaml.safe_load(m.group(1)) if m else {}
        if not set(head) <= KEYS or "veille_id" not in head:
            say(path.name, f"keys {sorted(head)}")
            continue
        ids.append(head["veille_id"])
        r = RECORDS.get(ids[-1])
        if r:
            titled(path.name, head["title"], r)
            hold(path.name, "publication", head.get("publication", ""), r["source"])
            if head.get("tags", []) != r["tags"]:
                say(path.name, f"tags {head.get('tags')}")
        if re.search(r'[*"\\/<>:|?#^\[\]\x00-\x1f]', path.name) or len(path.name.encode()) > 240 or path.name.startswith("."):
            say(path.name, "is no name for a file everywhere")
        if text.count("\n<!-- veille:end -->") != 1 or not text.endswith("\n<!-- veille:end -->\n"):
            say(path.name, "end mark not once and last")
    whole(ids)


def logseq():
    ids = []
    for path in sorted(Path(target).rglob("*.md")):
        text = path.read_bytes().decode("utf-8")
        head = text.split("\n\n", 1)[0].split("\n- ", 1)[0]
        props = {}
        for line in head.split("\n"):
            m = re.match(r"([a-z-]+):: (.*)$", line)
            if not m or m.group(1) in props:
                say(path.name, f"no property: {line!r}")
            else:
                props[m.group(1)] = m.group(2)
        ids.append(props.get("veille-id", ""))
        if len(re.findall(r"^\s*(?:- )?veille-id::", text, re.M)) != 1:
            say(path.name, "identity not once")
        if re.search(r'[*"\\/<>:|?#^\[\]\x00-\x1f]', path.name) or len(path.name.encode()) > 240 or path.name.startswith("."):
            say(path.name, "is no name for a file everywhere")
    whole(ids)


# What Zotero makes of the tags of NEWS, its newspaperArticle; those that may come again.
ZOTERO = {"TI": "title", "T2": "publicationTitle", "AU": "creators", "DA": "date", "PY": "date", "AB": "abstractNote", "UR": "url", "Y2": "accessDate",
          "LA": "language", "CY": "place", "KW": "tags", "N1": "notes", "DB": "archive", "AN": "archiveLocation"}
AGAIN = {"AU", "KW", "N1"}


def ris():
    ids, record = [], None
    for i, line in enumerate(Path(target).read_bytes().decode("utf-8").split("\r\n"), 1):
        if not line and record is None:
            continue
        m = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)  # "." is no line end of any kind here
        if not m or re.search(r"[\n\r\v\f\x85\u2028\u2029]", line):
            say(f"line {i}", f"{line!r}")
        elif m[1] == "TY":
            if record is not None or m[2] != "NEWS":
                say(f"line {i}", "a record in a record, or no news")
            record = {}
        elif record is None:
            say(f"line {i}", "outside of a record")
        elif m[1] == "ER":
            ids.append("".join(record.get("AN", [])))
            r = RECORDS.get(ids[-1])
            if r:
                titled(ids[-1], record["TI"][0], r)
                hold(ids[-1], "source", record.get("T2", [""])[0], r["source"])
                hold(ids[-1], "address", record.get("UR", [""])[0], r["url"])
                if len(record.get("KW", [])) != len(r["tags"]) or len(record.get("N1", [])) < len([s for s in r["notes"] if plain(s)]):
                    say(ids[-1], "tags or notes are missing")
            record = None
        elif m[1] not in ZOTERO or m[1] in record and m[1] not in AGAIN:
            say(f"line {i}", f"{m[1]} is unknown or comes again")
        else:
            record.setdefault(m[1], []).append(m[2])
    whole(ids)


def bib(newspaper):
    """Counts entries and holds that braces pair and nothing stands between."""
    text, n = Path(target).read_text(encoding="utf-8"), 0
    while text:
        m = re.match(r"@([a-z]+)\{([a-z0-9]+),\n", text)
        if not m or m[1] != ("article" if newspaper else "misc"):
            say(target, f"no entry: {text[:80]!r}")
            break
        depth, i = 0, 0
        for i, c in enumerate(text):
            depth += (c == "{") - (c == "}")
            if c == "}" and depth == 0:
                break
        n, text = n + 1, text[i + 1:].lstrip("\n")
    if n != len(RECORDS):
        say(target, f"{n} entries of {len(RECORDS)}")


{"csv": lambda: csv_(False), "excel": lambda: csv_(True), "yaml": yaml_, "logseq": logseq, "ris": ris,
 "bibtex": lambda: bib(False), "biblatex": lambda: bib(True)}[kind]()
print("\n".join(failed[:20]))
sys.exit(bool(failed))
