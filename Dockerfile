# The images of the services, and of the embedded store for machines that cannot have mongo:8.0. It needs the sources, the two
# base images and Maven Central, and BuildKit, which `docker compose build` and `docker buildx build` bring:
#
#   docker buildx build --target api-gateway --tag spillway/api-gateway .
#
# One stage builds all; each service's own stage takes its part, in layers that change from seldom to often.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
# The cache mount keeps what Maven downloaded from one build to the next, on the engine, in no image.
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    ./mvnw -B --no-transfer-progress -Pimage -Dmaven.test.skip=true -am package \
        -pl api-gateway,writer-service,order-service,embedded-servers
RUN for module in api-gateway writer-service order-service; do \
        java -Djarmode=tools -jar $module/target/image/$module-exec.jar extract \
            --layers --destination /layers/$module --application-filename app.jar || exit; \
    done
# The store has nothing of Spring, which those tools need.
RUN mkdir /layers/embedded-store && cd /layers/embedded-store \
 && jar --extract --file /source/embedded-servers/target/image/embedded-servers-exec.jar BOOT-INF

FROM eclipse-temurin:25-jre AS runtime
LABEL org.opencontainers.image.vendor="Spillway" \
      org.opencontainers.image.base.name="eclipse-temurin:25-jre"
WORKDIR /app
COPY --chmod=555 build/image/start build/image/healthcheck ./
COPY --chmod=444 build/image/jvm.options ./
# glibc gives every thread an arena of its own otherwise, and each keeps what it once had.
ENV MALLOC_ARENA_MAX=2
# For more options than jvm.options has: JDK_JAVA_OPTIONS, or another command.
ENTRYPOINT ["/app/start"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["/app/healthcheck"]

# Each service once starts until it is ready, on the JRE and with the options that it will run with; what it loaded, linked and
# profiled is the cache. A cache that the JVM then cannot use costs time, not the start. There is no broker or database here,
# and being ready takes none; what it gets as secrets are none.

FROM runtime AS api-gateway
COPY --from=build /layers/api-gateway/dependencies/ ./
COPY --from=build /layers/api-gateway/snapshot-dependencies/ ./
COPY --from=build /layers/api-gateway/application/ ./
ENV SERVER_PORT=8080
RUN --mount=type=tmpfs,target=/tmp --mount=type=bind,source=build/image,target=/build \
    SPILLWAY_OPERATIONS_KEY="$(openssl rand -base64 32)" \
    SPILLWAY_SECURITY_SIGNING_KEYS="$(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256)" \
    /build/train
LABEL org.opencontainers.image.title="api-gateway" \
      org.opencontainers.image.description="Spillway's HTTP edge: checks requests, publishes commands, forwards reads."
EXPOSE 8080 9080
USER 10001:10001

FROM runtime AS writer-service
COPY --from=build /layers/writer-service/dependencies/ ./
COPY --from=build /layers/writer-service/snapshot-dependencies/ ./
COPY --from=build /layers/writer-service/application/ ./
ENV SERVER_PORT=8082
RUN --mount=type=tmpfs,target=/tmp --mount=type=bind,source=build/image,target=/build /build/train
LABEL org.opencontainers.image.title="writer-service" \
      org.opencontainers.image.description="Spillway's consumer: turns queues into batched MongoDB writes."
EXPOSE 8082 9082
USER 10001:10001

FROM runtime AS order-service
COPY --from=build /layers/order-service/dependencies/ ./
COPY --from=build /layers/order-service/snapshot-dependencies/ ./
COPY --from=build /layers/order-service/application/ ./
ENV SERVER_PORT=8081
RUN --mount=type=tmpfs,target=/tmp --mount=type=bind,source=build/image,target=/build /build/train
LABEL org.opencontainers.image.title="order-service" \
      org.opencontainers.image.description="Spillway's reads: one order, lists, what became of a command."
EXPOSE 8081 9081
USER 10001:10001

FROM runtime AS embedded-store
COPY --from=build /layers/embedded-store/BOOT-INF/lib/ ./lib/
COPY --from=build /layers/embedded-store/BOOT-INF/classes/ ./classes/
# Owned by whom it runs as, and so is a new volume there.
RUN mkdir /data && chown 10001:10001 /data
LABEL org.opencontainers.image.title="embedded-store" \
      org.opencontainers.image.description="Spillway's stand-in for a MongoDB where none is to be had. It knows no accounts."
VOLUME /data
EXPOSE 27017
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 CMD ["/app/healthcheck", "27017"]
CMD ["-cp", "/app/classes:/app/lib/*", "io.spillway.embedded.StoreServer", "27017", "/data"]
USER 10001:10001
