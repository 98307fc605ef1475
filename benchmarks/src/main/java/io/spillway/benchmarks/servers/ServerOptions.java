package io.spillway.benchmarks.servers;

import java.nio.file.Path;

import io.spillway.benchmarks.BuiltJars;
import io.spillway.benchmarks.ways.SharedOptions;
import io.spillway.testservers.TestBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every scenario can be told that starts servers and sends them requests. */
public final class ServerOptions {

    private static final int USERS = 16;
    private static final int LINE_CONNECTIONS = 20;

    private final Callers callers = Callers.make(USERS);

    @Option(names = "--gateway-jar", description = "Of the api-gateway, if not the one of this build.")
    private @Nullable Path gatewayJar;

    @Option(names = "--connections", description = "That stay open while requests come at a fixed rate.")
    private int connections = 1_000;

    @Option(names = "--saturating", paramLabel = "<connections>", description = "Each of which asks again as soon as it is"
            + " answered, to find the highest rate.")
    private int saturating = 200;

    public Callers callers() {
        return callers;
    }

    /** @throws IllegalStateException if the gateway is not built */
    public ServerProcess.Settings processes(SharedOptions shared, TestBroker broker) {
        return new ServerProcess.Settings(shared.javaOptions(),
                gatewayJar == null ? BuiltJars.apiGateway() : gatewayJar, callers, broker.uri());
    }

    public Load load() {
        return new Load(OrderRequests.single(callers), 1, connections, saturating);
    }

    /** Requests of many orders each, on few connections. */
    public Load lines(int ordersEach) {
        return new Load(OrderRequests.lines(callers, ordersEach), ordersEach, LINE_CONNECTIONS, LINE_CONNECTIONS);
    }
}
