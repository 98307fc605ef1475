package io.spillway.gateway.http.stream;

import jakarta.servlet.ServletConnection;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;

/**
 * Tomcat's HTTP/1.1, whose requests have a {@link PatientConnection}. Public with a public constructor, because Tomcat makes
 * it by its name.
 */
public final class PatientHttp11Protocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new PatientProcessor(this);
    }

    private static final class PatientProcessor extends Http11Processor {

        PatientProcessor(PatientHttp11Protocol protocol) {
            super(protocol, protocol.getAdapter());
        }

        @Override
        protected ServletConnection getServletConnection() {
            return new PatientConnection(super.getServletConnection(), getSocketWrapper(), this);
        }
    }
}
