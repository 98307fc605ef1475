package io.spillway.gateway.http;

import io.spillway.gateway.http.stream.PatientHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has Tomcat speak HTTP on connections that can wait for slow clients. */
@Component
final class TomcatConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(PatientHttp11Protocol.class.getName());
    }
}
