package io.spillway.e2e.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A request that is put together, and perhaps broken on the way. */
final class Attempt {

    record Header(String name, String value) {}

    /** The operation that it was made for. */
    final Contract.Operation operation;
    final List<Header> headers = new ArrayList<>();
    /** What was broken; a request of which nothing was must not be refused as invalid. */
    final List<String> broken = new ArrayList<>();
    String method;
    String path;
    String query = "";
    byte @Nullable [] body;

    Attempt(Contract.Operation operation, String path) {
        this.operation = operation;
        this.method = operation.method();
        this.path = path;
    }

    void header(String name, String value) {
        headers.add(new Header(name, value));
    }

    void remove(String name) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    }

    void replace(String name, String value) {
        remove(name);
        header(name, value);
    }

    /** The path, also of a target in absolute form (RFC 9112 §3.2.2). */
    String resource() {
        return path.replaceFirst("^http://[^/]*", "");
    }

    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** As it goes over the wire: the only way to send what no HTTP client would. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        boolean framed = headers.stream().anyMatch(header -> header.name().equals("Content-Length")
                || header.name().equals("Transfer-Encoding"));
        if (body != null && !framed) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    /** For a failed test: enough to send it again, without credentials. */
    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.ISO_8859_1)
                .replaceAll("(?m)^(Authorization|ConsumerKey): .{12}.*$", "$1: ...");
        return operation.id() + " broken by " + broken + "\n"
                + (text.length() > 3_000 ? text.substring(0, 3_000) + "..." : text);
    }
}
