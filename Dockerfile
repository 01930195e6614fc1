# The image contains two binaries, the suites and three libraries. Reports are written to the
# volume /reports; with --user they are written to your folder and belong to you:
#   docker build -t conformance .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/reports:/reports" conformance \
#     --endpoint http://host:8000/v1

FROM swift:6.3-bookworm AS build
# Bookworm determines the versions; its newest builds contain the security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4-openssl-dev libjq-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN swift build -c release --product conformance --static-swift-stdlib \
 && bin="$(swift build -c release --show-bin-path)" \
 && strip -o /conformance "$bin/conformance" && strip -o /jq-worker "$bin/jq-worker"

# Trixie has libjq 1.7, which compiles the checks eight times faster than 1.6.
FROM debian:trixie-slim
# As above; the certificates must be the newest.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4t64 libjq1 ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -m 1777 /reports
COPY --from=build /conformance /usr/local/bin/conformance
COPY --from=build /jq-worker /usr/local/libexec/conformance/jq-worker
COPY suites /usr/local/share/conformance/suites
RUN conformance prepare --installed
ENV CONFORMANCE_REPORTS=/reports LANG=C.UTF-8
VOLUME /reports
USER 10001:10001
WORKDIR /
ENTRYPOINT ["conformance"]
