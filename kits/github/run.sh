#!/usr/bin/env bash
# The script of the composite action: runs the tool and passes its results to GitHub. Its exit code is
# that of the run. TOOL is a command to use instead of a container.
set -euo pipefail

reports="${RUNNER_TEMP:-/tmp}/conformance"
rm -rf "$reports" && mkdir -p "$reports"

tool() {
  if [ -n "${TOOL:-}" ]; then
    "$TOOL" "$@"
  else
    docker run --rm --network host --user "$(id -u):$(id -g)" --env CONFORMANCE_KEY \
      --volume "$PWD:$PWD" --volume "$reports:$reports" --workdir "$PWD" "$image" "$@"
  fi
}

if [ -z "${TOOL:-}" ]; then
  image="${IMAGE:-conformance}"
  if [ -z "${IMAGE:-}" ]; then docker build --tag conformance "$GITHUB_ACTION_PATH"; fi
fi

options=(--endpoint "$ENDPOINT" --profile "${PROFILE:-agent}" --reports "$reports/runs")
if [ -n "${CONFORMANCE_KEY:-}" ]; then options+=(--api-key-env CONFORMANCE_KEY); fi
if [ -n "${MODEL:-}" ]; then options+=(--model "$MODEL"); fi
if [ -n "${PIN:-}" ]; then options+=(--pin "$PIN"); fi
if [ -n "${KNOWN:-}" ]; then options+=(--known "$KNOWN"); fi
# Options are separated by spaces and contain none.
read -r -a more <<<"${ARGUMENTS:-}"

code=0
tool "${options[@]}" ${more[@]+"${more[@]}"} \
  --junit "$reports/junit.xml" --html "$reports/report.html" --markdown "$reports/report.md" \
  --json "$reports/run.json" --annotations "$reports/annotations.txt" || code=$?

verdict=undecided
if [ -s "$reports/run.json" ]; then
  verdict=$(jq -r .outcome "$reports/run.json")
  cat "$reports/report.md" >>"$GITHUB_STEP_SUMMARY"
  cat "$reports/annotations.txt"
fi
{
  echo "verdict=$verdict"
  echo "reports=$reports"
} >>"$GITHUB_OUTPUT"
exit "$code"
