"""What stands beside the tables: the data dictionary, the Frictionless data package, the manifest."""
from __future__ import annotations

import json

import pandas as pd

from analysis import schema
from analysis.store import sha256
from analysis.words import Text

TABLE_TITLES = {
    "statements": Text("陈述：一行一个数字", "Statements: one row a figure"),
    "targets": Text("目标与结果：一行一件事", "Targets and results: one row a thing"),
    "coverage": Text("覆盖：每份文件对每项指标说了什么", "Coverage: what each document says of each indicator"),
    "creations": Text("创建：一行是创建的一步", "Creations: one row a step of a county creation"),
    "documents": Text("来源：一行一份文件", "Sources: one row a document"),
}
_FRICTIONLESS = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


def data_dictionary() -> pd.DataFrame:
    """One row for every column of every table: what it is, its type, its codes, in both languages."""
    rows = []
    for table, names in schema.TABLES.items():
        for name in names:
            field = schema.FIELDS[name]
            codes = schema.CODES.get(field.codes or "", {})
            rows.append({
                "table": table, "column": name, "type": field.type,
                "title_zh": field.title.zh, "title_en": field.title.en,
                "description_zh": field.description.zh, "description_en": field.description.en,
                "codes_zh": "; ".join(f"{code} {label.zh}" for code, label in codes.items()),
                "codes_en": "; ".join(f"{code} {label.en}" for code, label in codes.items()),
                "required": field.required,
            })
    return pd.DataFrame(rows)


def _field(name: str) -> dict:
    field = schema.FIELDS[name]
    constraints = {"required": True} if field.required else {}
    if field.codes in schema.CODES:
        constraints["enum"] = list(schema.CODES[field.codes])
    described = {"name": name, "type": _FRICTIONLESS[field.type], "title": str(field.title), "description": str(field.description)}
    return described | ({"constraints": constraints} if constraints else {})


def data_package(tables: dict[str, bytes], version: str) -> bytes:
    """The Frictionless descriptor (Data Package v1) of the tables, as JSON.

    tables: name → bytes of its CSV file. Tables that the schema does not define are left out.
    """
    resources = [{
        "name": name, "path": f"{name}.csv", "title": str(TABLE_TITLES[name]), "profile": "tabular-data-resource",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig", "dialect": {"lineTerminator": "\n"},
        "bytes": len(data), "hash": f"sha256:{sha256(data)}",
        "schema": {"fields": [_field(column) for column in schema.TABLES[name]],
                   "primaryKey": list(schema.PRIMARY_KEYS[name]), "missingValues": [""]},
    } for name, data in sorted(tables.items()) if name in schema.TABLES]
    return _json({
        "profile": "tabular-data-package", "name": "county-education-targets", "version": version,
        "title": "县级教育目标 / County education targets",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    })


def manifest(tables: dict[str, bytes], rows: dict[str, int], inputs: dict[str, str], versions: dict[str, str]) -> bytes:
    """What the tables were made from: versions, sha256 of every input, rows and sha256 of every table."""
    return _json({
        "versions": versions,
        "inputs": dict(sorted(inputs.items())),
        "tables": {name: {"rows": rows.get(name), "sha256": sha256(data)} for name, data in sorted(tables.items())},
    })


def _json(content: dict) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
