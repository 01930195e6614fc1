# The image holds one static binary, the suites and three libraries. Reports go to the volume /reports:
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/reports:/reports" conformance --endpoint http://host:8000/v1

FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4-openssl-dev=7.88.* libjq-dev=1.6-* \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN swift build -c release --product conformance --static-swift-stdlib \
 && strip -o /conformance "$(swift build -c release --show-bin-path)/conformance"

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libcurl4=7.88.* libjq1=1.6-* ca-certificates=20230311* \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin conformance \
 && install -d -o conformance /reports
COPY --from=build /conformance /usr/local/bin/conformance
COPY suites /usr/local/share/conformance/suites
ENV CONFORMANCE_REPORTS=/reports LANG=C.UTF-8
VOLUME /reports
USER conformance
WORKDIR /
ENTRYPOINT ["conformance"]
