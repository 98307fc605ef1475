package io.spillway.gateway.http;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What RFC 9110 asks for beyond what the framework and the web server do by themselves. */
@Configuration(proxyBeanMethods = false)
class HttpSemantics implements WebMvcConfigurer {

    private final JsonMapper json;

    HttpSemantics(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new WholeJson(json));
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new ContentNegotiation());
    }

    /**
     * A caller who asks with {@code Expect: 100-continue} whether to send the body is told to go on only when somebody reads
     * it, so a request that is refused before costs nobody its transfer (RFC 9110 §10.1.1).
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> continueWhenRead() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming("onRead");
            }
        });
    }
}
