"""Prints a value of a YAML file, such as the script of a kit: part.py FILE KEY… (a number selects a list element)."""
import sys

import yaml

part = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    part = part[int(key)] if key.isdigit() else part[key]
print("\n".join(part) if isinstance(part, list) else part)
