# docker build --tag kith .
# docker run --publish 127.0.0.1:8080:8080 --volume kith:/var/lib/kith kith
FROM swift:6.3-bookworm AS build
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-dev libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
RUN swift package resolve
COPY . .
RUN swift build --configuration release --static-swift-stdlib --product kith \
    && install -D "$(swift build --configuration release --static-swift-stdlib --show-bin-path)/kith" /out/kith

FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 libssl3 libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/kith --create-home kith
COPY --from=build /out/kith /usr/local/bin/kith
USER 10001
WORKDIR /var/lib/kith
ENV KITH_DATABASE=/var/lib/kith/kith.db \
    KITH_LISTEN=0.0.0.0:8080
VOLUME /var/lib/kith
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["kith", "healthcheck"]
ENTRYPOINT ["kith"]
CMD ["serve"]
