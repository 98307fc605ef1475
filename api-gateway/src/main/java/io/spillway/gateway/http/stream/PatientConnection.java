package io.spillway.gateway.http.stream;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletRequest;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * A connection on which waiting ends when its user says so. Tomcat's own timeouts look at one direction at a time: they
 * would end a client that sends for a minute before it reads, and also one whose request was not read for a minute because
 * the broker was slow.
 *
 * <p>One thread may read and another write: Tomcat's blocking reads and writes share nothing but the socket. Both have to
 * have ended before the request is over.
 */
public final class PatientConnection implements ServletConnection {

    private static final int FOREVER = -1;

    private final ServletConnection plain;
    private final SocketWrapperBase<?> socket;
    private final ActionHook processor;
    // Tomcat gives its own objects to the next connection, this one never belongs to another
    private final SocketChannel channel;
    private final long readTimeout;
    private final long writeTimeout;

    PatientConnection(ServletConnection plain, SocketWrapperBase<?> socket, ActionHook processor) {
        this.plain = plain;
        this.socket = socket;
        this.processor = processor;
        this.channel = ((NioChannel) socket.getSocket()).getIOChannel();
        this.readTimeout = socket.getReadTimeout();
        this.writeTimeout = socket.getWriteTimeout();
    }

    /** The connection of a request that {@link PatientHttp11Protocol} brought. */
    public static PatientConnection of(ServletRequest request) {
        if (request.getServletConnection() instanceof PatientConnection connection) {
            return connection;
        }
        throw new IllegalStateException("The web server does not run " + PatientHttp11Protocol.class);
    }

    /** From now on no read or write ends by itself. */
    public void waitForever() {
        socket.setReadTimeout(FOREVER);
        socket.setWriteTimeout(FOREVER);
    }

    /** Makes it again what it was. */
    public void restore() {
        socket.setReadTimeout(readTimeout);
        socket.setWriteTimeout(writeTimeout);
    }

    /** Whoever reads is told that this was the end. */
    public void stopReading() {
        try {
            channel.shutdownInput();
        } catch (IOException | UnsupportedOperationException gone) {
            // then nobody waits for it either
        }
    }

    /** Ends all waiting for the client, in both directions. Closing is left to the server. */
    public void cut() {
        stopReading();
        try {
            channel.shutdownOutput();
        } catch (IOException | UnsupportedOperationException gone) {
            // as above
        }
    }

    /**
     * Ends the connection once this request is over, without an end of the answer if it has none yet, and without anything
     * being said about why. For the request's own thread, when no other reads or writes any more.
     */
    public void closeNow() {
        processor.action(ActionCode.CLOSE_NOW, null);
    }

    @Override
    public String getConnectionId() {
        return plain.getConnectionId();
    }

    @Override
    public String getProtocol() {
        return plain.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
        return plain.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
        return plain.isSecure();
    }
}
