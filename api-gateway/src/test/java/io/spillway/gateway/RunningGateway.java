package io.spillway.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.spillway.gateway.core.CommandPublisher;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole gateway on a port of its own, as its main method starts it, with or without a broker behind it. */
public final class RunningGateway implements AutoCloseable {

    /** 32 bytes that are random enough for start-up, and nobody's secret. */
    public static final String KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ9QHP2vkM4nE=";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningGateway(SpringApplication application, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
                "--spillway.operations.key=" + KEY, "--spring.main.banner-mode=off"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        this.context = application.run(arguments.toArray(String[]::new));
    }

    public static RunningGateway with(String... properties) {
        return new RunningGateway(ApiGateway.application(), properties);
    }

    /** A gateway whose commands go to {@code publisher}, whatever the broker does. */
    public static RunningGateway publishingTo(CommandPublisher publisher, String... properties) {
        SpringApplication application = ApiGateway.application();
        application.addInitializers(context -> ((GenericApplicationContext) context).registerBean("testPublisher",
                CommandPublisher.class, () -> publisher, definition -> definition.setPrimary(true)));
        return new RunningGateway(application, properties);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public HttpResponse<String> send(String method, String target, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> get(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes that no HTTP client would, and gives everything that comes back. */
    public String sendRaw(String bytes) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
