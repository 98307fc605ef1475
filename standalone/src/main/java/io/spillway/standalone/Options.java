package io.spillway.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(name = "spillway", description = "Runs the gateway, the order service and the writer with an embedded broker and store.", usageHelpAutoWidth = true, sortOptions = false, footer = {
        "",
        "With SPRING_RABBITMQ_ADDRESSES (and _USERNAME, _PASSWORD) in the environment it uses that RabbitMQ instead of"
                + " the embedded broker, with SPRING_MONGODB_URI that MongoDB instead of the embedded store.",
        "",
        "With Maven:",
        "  ./mvnw spring-boot:run -Dspring-boot.run.arguments=\"--port 8090\""})
final class Options {

    @Option(names = "--samples", description = "Send 2,000 sample orders through the gateway once all is running.")
    boolean samples;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the data is kept (default: ./data).")
    @Nullable
    Path data;

    @Option(names = "--ephemeral", description = "Keep everything in memory; it is gone at the end.")
    boolean ephemeral;

    @Option(names = "--port", paramLabel = "PORT", description = "The gateway's port (default: ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(names = "--order-service-port", paramLabel = "PORT", description = "The order service's port (default: ${DEFAULT-VALUE}).")
    int orderServicePort = 8081;

    @Option(names = "--writer-port", paramLabel = "PORT", description = "The writer's port (default: ${DEFAULT-VALUE}).")
    int writerPort = 8082;

    @Option(names = "--management-port", paramLabel = "PORT", description = "The first of three ports for health and metrics, one for each service (default: ${DEFAULT-VALUE})."
            + " For this one, as for the others, 0 stands for any free port.")
    int managementPort = 9080;

    @Option(names = "--verbose", description = "Log what the services and libraries report, not only warnings.")
    boolean verbose;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this text.")
    boolean help;

    @Spec
    @Nullable
    CommandSpec spec;

    /** @throws ParameterException with a sentence for the user when the options contradict each other */
    Settings settings() {
        if (ephemeral && data != null) {
            throw refused("--ephemeral keeps nothing, so it cannot be combined with --data.");
        }
        List<Endpoint> endpoints = List.of(
                endpoint(Service.API_GATEWAY, port, 0),
                endpoint(Service.ORDER_SERVICE, orderServicePort, 1),
                endpoint(Service.WRITER_SERVICE, writerPort, 2));
        requireDistinct(endpoints);
        return new Settings(ephemeral ? null : (data == null ? Path.of("data") : data).toAbsolutePath().normalize(),
                endpoints, samples, verbose);
    }

    private Endpoint endpoint(Service service, int servicePort, int position) {
        Endpoint endpoint = new Endpoint(service, servicePort, managementPort == 0 ? 0 : managementPort + position);
        requirePort(endpoint.port(), service.portOption());
        requirePort(endpoint.managementPort(), Service.MANAGEMENT_PORT_OPTION);
        return endpoint;
    }

    private void requirePort(int value, String option) {
        if (value < 0 || value > 65_535) {
            throw refused("There is no port " + value + ": choose one from 1 to 65535 with " + option
                    + ", or 0 for any that is free.");
        }
    }

    private void requireDistinct(List<Endpoint> endpoints) {
        List<Integer> ports = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            for (int each : new int[]{endpoint.port(), endpoint.managementPort()}) {
                if (each != 0 && ports.contains(each)) {
                    throw refused("Port " + each + " is asked for twice: give every service another one.");
                }
                ports.add(each);
            }
        }
    }

    private ParameterException refused(String sentence) {
        if (spec == null) {
            throw new IllegalStateException("not parsed");
        }
        return new ParameterException(spec.commandLine(), sentence);
    }
}
