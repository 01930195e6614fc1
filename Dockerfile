# The image holds one static binary, the suites and three libraries. Reports go to the volume /reports;
# --user lets them be written to a folder of yours, and belong to you:
#   docker build -t conformance .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/reports:/reports" conformance \
#     --endpoint http://host:8000/v1

FROM swift:6.3-bookworm AS build
# Bookworm fixes the versions; within them its newest builds hold the security fixes.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4-openssl-dev libjq-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN swift build -c release --product conformance --static-swift-stdlib \
 && strip -o /conformance "$(swift build -c release --show-bin-path)/conformance"

FROM debian:bookworm-slim
# As above; and of the certificates, only the newest will do.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4 libjq1 ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -m 1777 /reports
COPY --from=build /conformance /usr/local/bin/conformance
COPY suites /usr/local/share/conformance/suites
ENV CONFORMANCE_REPORTS=/reports LANG=C.UTF-8
VOLUME /reports
USER 10001:10001
WORKDIR /
ENTRYPOINT ["conformance"]
