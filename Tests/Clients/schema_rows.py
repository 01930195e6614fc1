"""Checks the table of schemas with an independent validator. Prints the values of the table, and values
for random schemas, with the verdict of that validator: {schema, value, agrees}, one per line."""

import json
import random
import sys

from jsonschema import Draft202012Validator as Validator

TYPES = ["string", "integer", "number", "object", "array", "null", "boolean"]
KEYS = ["a", "b", "type", "x y"]
TEXTS = ["", "a", "b", "ab", "abc", "é", "12", "x-y"]
PATTERNS = ["^a", "b$", "^[a-z]+$", "a.?b", "\\S-\\S", "^(a|b)+$", "(?!a)", "^[\\d-]*$"]


def value(r, depth=0):
    """A random value. Its numbers are exact in floating point, so that validators agree on them."""
    kind = r.randrange(8 if depth < 3 else 4)
    if kind == 0:
        return r.choice([None, True, False])
    if kind == 1:
        return r.choice([0, 1, 2, 3, -1, 1.5, 1.0])
    if kind < 4:
        return r.choice(TEXTS)
    if kind < 6:
        return [value(r, depth + 1) for _ in range(r.randrange(4))]
    return {r.choice(KEYS): value(r, depth + 1) for _ in range(r.randrange(4))}


def schema(r, depth=0):
    """A random schema of one to three keywords, each with a valid value."""
    if depth > 3 or r.random() < 0.15:
        return r.choice([True, False, {}, {"type": r.choice(TYPES)}, {"type": r.choice(TYPES)}])
    one = lambda: schema(r, depth + 1)
    some = lambda: [one() for _ in range(r.randrange(1, 4))]
    key = lambda: r.choice(KEYS)
    size = lambda: r.randrange(3)
    tagged = lambda: [{"properties": {"type": {"const": t}, "a": one()}, "required": ["type"]} for t in TEXTS[1:4]]
    keywords = {
        "type": lambda: r.sample(TYPES, r.randrange(1, 3)), "enum": lambda: [value(r, 2) for _ in range(3)],
        "const": lambda: value(r, 2), "minimum": size, "exclusiveMaximum": size, "multipleOf": lambda: r.choice([0.5, 2]),
        "minLength": size, "maxLength": size, "pattern": lambda: r.choice(PATTERNS),
        "properties": lambda: {key(): one(), key(): one()}, "required": lambda: [key()], "additionalProperties": one,
        "patternProperties": lambda: {r.choice(["^a", "b", "e$"]): one()}, "propertyNames": one,
        "minProperties": size, "maxProperties": size, "dependentRequired": lambda: {key(): [key()]},
        "dependentSchemas": lambda: {key(): one()}, "items": one, "prefixItems": some, "contains": one,
        "minContains": size, "maxContains": size, "minItems": size, "maxItems": size, "uniqueItems": lambda: True,
        "allOf": some, "anyOf": lambda: r.choice([some, tagged])(), "oneOf": lambda: r.choice([some, tagged])(),
        "not": one, "if": one, "then": one, "else": one, "unevaluatedProperties": one, "unevaluatedItems": one,
        "$ref": lambda: r.choice(["#/$defs/x~1y", "#/$defs/%7A"]),
    }
    return {keyword: keywords[keyword]() for keyword in r.sample(sorted(keywords), r.randrange(1, 4))}


def main(table, seed):
    for entry in json.load(open(table)):
        validator = Validator(entry["schema"])
        Validator.check_schema(entry["schema"])
        for agrees in (True, False):
            for instance in entry["agree" if agrees else "differ"]:
                if validator.is_valid(instance) != agrees:
                    sys.exit(f"jsonschema disagrees with the table: {entry['says']}: {json.dumps(instance)}")
                print(json.dumps({"schema": entry["schema"], "value": instance, "agrees": agrees}))
    r = random.Random(seed)
    for _ in range(300):
        generated = {"$defs": {"x/y": schema(r, 2), "z": schema(r, 2)}, **(root if isinstance(root := schema(r), dict) else {})}
        for _ in range(4):
            instance = value(r)
            try:
                print(json.dumps({"schema": generated, "value": instance, "agrees": Validator(generated).is_valid(instance)}))
            except RecursionError:
                pass  # circular references, for which there is no verdict


main(sys.argv[1], int(sys.argv[2]))
