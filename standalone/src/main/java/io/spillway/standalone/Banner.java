package io.spillway.standalone;

import java.time.Duration;

/** What the user is told when all is running. Plain ASCII, for any terminal. */
final class Banner {

    private static final String ORDER = """
            {"customerId":"customer-0001","currency":"EUR","items":[{"sku":"TEA-GRN-100","name":"Green tea","quantity":2,"unitPrice":690}]}""";

    private Banner() {}

    static String of(Spillway spillway, Duration sinceStart) {
        String gateway = spillway.url(Service.API_GATEWAY);
        Servers servers = spillway.servers();
        DemoUser user = spillway.demoUser();
        return """

                Spillway is ready (started in %.1f s).

                  Gateway      %s/v1/orders
                  Try it       %s/swagger-ui/index.html
                  Health       %s/readyz, order-service %s, writer-service %s
                  Management   %s/actuator, order-service %s, writer-service %s
                  Broker       %s
                  Store        %s
                  User         %s, logged in for 12 hours

                Place an order:

                  curl -i %s/v1/orders %s \\
                    -H 'Content-Type: application/json' -d '%s'

                The answer's Location says where to see what became of it, and this shows the newest orders:

                  curl -s %s/v1/orders %s
                %s
                Ctrl-C stops it.
                """.formatted(sinceStart.toMillis() / 1000.0,
                gateway, gateway,
                gateway, port(spillway.url(Service.ORDER_SERVICE)), port(spillway.url(Service.WRITER_SERVICE)),
                spillway.managementUrl(Service.API_GATEWAY), port(spillway.managementUrl(Service.ORDER_SERVICE)),
                port(spillway.managementUrl(Service.WRITER_SERVICE)),
                servers.describeBroker(), servers.describeStore(), user.name(),
                gateway, user.curlOptions(), ORDER, gateway, user.curlOptions(),
                servers.anyEmbedded()
                        ? "\nThe embedded servers are for a first look and for tests only, not for production.\n"
                        : "");
    }

    private static String port(String url) {
        return url.substring(url.lastIndexOf(':'));
    }
}
