package io.spillway.standalone;

import io.spillway.gateway.ApiGateway;
import io.spillway.orders.OrderService;
import io.spillway.writer.WriterService;
import org.springframework.boot.SpringApplication;

/** The services, each as it is alone. */
enum Service {
    API_GATEWAY("api-gateway", "--port"),
    ORDER_SERVICE("order-service", "--order-service-port"),
    WRITER_SERVICE("writer-service", "--writer-port");

    static final String MANAGEMENT_PORT_OPTION = "--management-port";

    private final String label;
    private final String portOption;

    Service(String label, String portOption) {
        this.label = label;
        this.portOption = portOption;
    }

    /** As everywhere else: the module, the configuration file, the log line. */
    String label() {
        return label;
    }

    String portOption() {
        return portOption;
    }

    /** The same one that the service starts when it runs alone. */
    SpringApplication application() {
        return switch (this) {
            case API_GATEWAY -> ApiGateway.application();
            case ORDER_SERVICE -> OrderService.application();
            case WRITER_SERVICE -> WriterService.application();
        };
    }
}
