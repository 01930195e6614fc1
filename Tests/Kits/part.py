"""Prints what a kit would run, taken from its file: part.py FILE KEY… (a number picks from a list)."""
import sys

import yaml

part = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    part = part[int(key)] if key.isdigit() else part[key]
print("\n".join(part) if isinstance(part, list) else part)
