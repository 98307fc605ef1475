package io.spillway.writer;

import java.time.Clock;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Drains the command queues into MongoDB. */
// On the classpath only where other services share it. This one's web server tells its health and metrics, to everybody
// who reaches its ports.
@SpringBootApplication(proxyBeanMethods = false, excludeName = {
        "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"})
public class WriterService {

    public static void main(String[] args) {
        application().run(args);
    }

    /** The application with its own configuration file, so that several of ours can share one JVM. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(WriterService.class);
        application.setMainApplicationClass(WriterService.class);
        application.setDefaultProperties(Map.of("spring.config.name", "writer-service"));
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
