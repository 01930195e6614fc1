#!/usr/bin/env python3
"""Opens pages in headless Chromium, in light and dark mode and at two widths.

A page must make no request, log no error, run no script, fit the width of the window, have readable
contrast and labels, and open within ten seconds.

  page.py CHROMIUM PAGE…
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

INSPECTION = """document.querySelectorAll('details').forEach(element => { element.open = true; }), JSON.stringify({
  wide: document.documentElement.scrollWidth - innerWidth,
  broken: [...document.querySelectorAll('a[href^="#"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length,
  scripts: document.scripts.length + document.querySelectorAll('img, iframe, link, object, embed, form').length,
  landmarks: ['header', 'nav', 'main', 'footer', 'h1'].filter(name => document.querySelectorAll(name).length != 1),
  ran: window.ran === undefined ? 0 : 1,
  unnamed: [...document.querySelectorAll('svg, [role=img]')].filter(element => !element.getAttribute('aria-label')).length,
  lowContrast: (() => {
    const rgb = text => text.match(/[\\d.]+/g).map(Number);
    const luminance = parts => parts.slice(0, 3).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const background = element => { for (; element; element = element.parentElement) { const c = rgb(getComputedStyle(element).backgroundColor); if (c.length < 4 || c[3] > 0.99) return c; } return [255, 255, 255]; };
    const found = new Set();
    for (const element of document.querySelectorAll('body *')) {
      if (![...element.childNodes].some(child => child.nodeType == 3 && child.data.trim()) || !element.checkVisibility()) continue;
      const [a, b] = [luminance(rgb(getComputedStyle(element).color)), luminance(background(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < 4.5) found.add(element.tagName + '.' + element.className + ' ' + ratio.toFixed(1));
    }
    return [...found];
  })(),
})"""


class Browser:
    def __init__(self, chromium):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
             "--remote-allow-origins=*", f"--user-data-dir={self.profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        port_file = Path(self.profile.name) / "DevToolsActivePort"
        for _ in range(300):
            if port_file.exists() and port_file.read_text().strip():
                break
            time.sleep(0.1)
        port = port_file.read_text().split()[0]
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
        address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
        self.socket = websocket.create_connection(address, timeout=120)
        self.number = 0
        self.events = []
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.send(f"{domain}.enable")

    def send(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                return message["result"]
            self.events.append(message)

    def load(self, address):
        self.events = []
        began = time.monotonic()
        self.send("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.socket.recv()))
        return time.monotonic() - began

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()


def check(browser, page, width, scheme):
    browser.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    seconds = browser.load(page.resolve().as_uri())
    evaluation = browser.send("Runtime.evaluate", expression=INSPECTION)
    assert "value" in evaluation["result"], evaluation
    seen = json.loads(evaluation["result"]["value"])
    requests = [e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    errors = [e["params"]["entry"]["text"] for e in browser.events if e["method"] == "Log.entryAdded"]
    where = f"{page.name}, {width} pixels, {scheme}"
    assert seen == {**dict.fromkeys(("broken", "scripts", "ran", "unnamed"), 0), "wide": seen["wide"], "landmarks": [], "lowContrast": []}, (where, seen)
    assert seen["wide"] <= 0, f"{where}: {seen['wide']} pixels too wide"
    assert len(requests) == 1 and not errors, (where, requests, errors)
    return seconds


def main():
    browser = Browser(sys.argv[1])
    try:
        for page in map(Path, sys.argv[2:]):
            times = [check(browser, page, width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]
            assert max(times) < 10, f"{page.name} takes {max(times):.1f} s to open"
            print(f"{page.name}: {page.stat().st_size // 1000} KB, opens in {min(times):.2f} s")
    finally:
        browser.close()


main()
