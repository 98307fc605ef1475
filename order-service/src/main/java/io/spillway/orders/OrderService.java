package io.spillway.orders;

import java.util.Map;

import io.spillway.orders.core.CommandRecords;
import io.spillway.orders.core.OrderReader;
import io.spillway.orders.core.VisibleCommands;
import io.spillway.orders.core.VisibleOrders;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Starts the service, alone or as one of several in a JVM. */
@SpringBootApplication(exclude = {
        // Errors that MVC does not see are written by our Tomcat valve, so there is no /error to forward to.
        ErrorMvcAutoConfiguration.class,
        // Would make up a user with a password and log it; ours are the gateway's.
        UserDetailsServiceAutoConfiguration.class},
        // On the classpath where all services share one JVM; this one has nothing to do with the broker.
        excludeName = "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration")
public class OrderService {

    public static void main(String[] args) {
        application().run(args);
    }

    /** Reads {@code order-service.yml}, because an {@code application.yml} would be every service's in a shared JVM. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(OrderService.class);
        // For the log; otherwise Spring takes whatever holds the JVM's main method.
        application.setMainApplicationClass(OrderService.class);
        application.setDefaultProperties(Map.of("spring.config.name", "order-service"));
        return application;
    }

    @Bean
    VisibleOrders visibleOrders(OrderReader reader) {
        return new VisibleOrders(reader);
    }

    @Bean
    VisibleCommands visibleCommands(CommandRecords records) {
        return new VisibleCommands(records);
    }
}
