package io.spillway.gateway.reads;

import io.spillway.gateway.core.identity.CurrentCredentials;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrderServiceSettings.class)
class ReadsConfiguration {

    @Bean
    OrderServiceClient orderService(OrderServiceSettings settings, CurrentCredentials credentials) {
        return new OrderServiceClient(settings, credentials);
    }
}
