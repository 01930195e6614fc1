module {
  title: "Write a file of forty lines",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {
    status: 200, calls: ["write_file"],
    exact: {
      path: "src/prices.py",
      content:
        "'''The shop's prices: read from a file, changed, and written back.'''\n\nimport re\nfrom pathlib import Path\n\nLINE = re.compile(r'^(?P<name>[A-Za-z][\\w -]*)\\s*=\\s*(?P<cents>\\d+)$')\n\n\ndef read_prices(path: Path) -> dict[str, int]:\n    prices: dict[str, int] = {}\n    for number, line in enumerate(path.read_text().splitlines(), start=1):\n        if not line.strip() or line.startswith('#'):\n            continue\n        match = LINE.match(line)\n        if match is None:\n            raise ValueError(f'{path}:{number}: not a price: {line!r}')\n        prices[match['name'].strip()] = int(match['cents'])\n    return prices\n\n\ndef raise_prices(prices: dict[str, int], percent: int) -> dict[str, int]:\n    return {\n        name: cents + (cents * percent + 99) // 100\n        for name, cents in prices.items()\n        if cents > 0 and percent < 100\n    }\n\n\ndef write_prices(path: Path, prices: dict[str, int]) -> None:\n    lines = [f'{name} = {cents}' for name, cents in sorted(prices.items())]\n    path.write_text('\\n'.join(lines) + '\\n')\n\n\nif __name__ == '__main__':\n    target = Path('data\\\\prices.txt')\n    write_prices(target, raise_prices(read_prices(target), percent=5))"
    }
  }
};

include "lib/requests";
include "lib/agent";

# The same text in the prompt. It contains no double quotes, so that the prompt can quote it.
def code: [
  "'''The shop's prices: read from a file, changed, and written back.'''",
  "",
  "import re",
  "from pathlib import Path",
  "",
  "LINE = re.compile(r'^(?P<name>[A-Za-z][\\w -]*)\\s*=\\s*(?P<cents>\\d+)$')",
  "",
  "",
  "def read_prices(path: Path) -> dict[str, int]:",
  "    prices: dict[str, int] = {}",
  "    for number, line in enumerate(path.read_text().splitlines(), start=1):",
  "        if not line.strip() or line.startswith('#'):",
  "            continue",
  "        match = LINE.match(line)",
  "        if match is None:",
  "            raise ValueError(f'{path}:{number}: not a price: {line!r}')",
  "        prices[match['name'].strip()] = int(match['cents'])",
  "    return prices",
  "",
  "",
  "def raise_prices(prices: dict[str, int], percent: int) -> dict[str, int]:",
  "    return {",
  "        name: cents + (cents * percent + 99) // 100",
  "        for name, cents in prices.items()",
  "        if cents > 0 and percent < 100",
  "    }",
  "",
  "",
  "def write_prices(path: Path, prices: dict[str, int]) -> None:",
  "    lines = [f'{name} = {cents}' for name, cents in sorted(prices.items())]",
  "    path.write_text('\\n'.join(lines) + '\\n')",
  "",
  "",
  "if __name__ == '__main__':",
  "    target = Path('data\\\\prices.txt')",
  "    write_prices(target, raise_prices(read_prices(target), percent=5))"
] | join("\n");

def request:
  chat({
    messages: [
      user(
        "Call the write_file tool to write the file \"src/prices.py\" with exactly this content, "
          + "and no line break at its end: \"\(code)\"")
    ],
    tools: [agent_tools[] | select(.function.name == "write_file")]
  });
