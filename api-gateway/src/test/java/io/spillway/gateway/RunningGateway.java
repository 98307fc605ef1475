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

import io.spillway.contract.identity.Role;
import io.spillway.gateway.core.CommandPublisher;
import io.spillway.gateway.core.FakePublisher;
import io.spillway.gateway.core.Outcomes;
import io.spillway.gateway.core.deadletter.DeadLetterQueue;
import io.spillway.gateway.core.identity.AccountStore;
import io.spillway.gateway.core.identity.InMemoryIdentity;
import io.spillway.gateway.core.identity.RefreshTokens;
import io.spillway.gateway.core.identity.Revocations;
import io.spillway.gateway.core.identity.Throttle;
import io.spillway.gateway.core.identity.TokenIssuer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole gateway on a port of its own, as its main method starts it, with or without a broker behind it. */
public final class RunningGateway implements AutoCloseable {

    /** 32 bytes that are random enough for start-up, and nobody's secret. */
    public static final String KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ9QHP2vkM4nE=";

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestUser demo;

    private RunningGateway(SpringApplication application, String... properties) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
                "--spillway.operations.key=" + KEY,
                "--spillway.security.signing-keys=" + TestKeys.pem(TestKeys.signing()),
                "--spillway.security.passwords.strength=10", "--spring.main.banner-mode=off"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--spillway.stop."))) {
            // nobody but the test calls it, and that waits for its answers
            arguments.add("--spillway.stop.quiet-period=0s");
        }
        this.context = application.run(arguments.toArray(String[]::new));
        this.demo = user("demo", Role.USER);
    }

    /** A gateway with its own broker and database. */
    public static RunningGateway with(String... properties) {
        return new RunningGateway(ApiGateway.application(), properties);
    }

    /** A gateway whose commands go to {@code publisher}, and whose accounts are nowhere but in memory. */
    public static RunningGateway publishingTo(CommandPublisher publisher, String... properties) {
        return publishingTo(publisher, new InMemoryIdentity(), properties);
    }

    public static RunningGateway publishingTo(CommandPublisher publisher, InMemoryIdentity identity,
            String... properties) {
        return new RunningGateway(application(publisher, identity), properties);
    }

    /** A gateway that nothing is published by, and that counts guesses with {@code throttle}. */
    public static RunningGateway throttledBy(Throttle throttle, String... properties) {
        SpringApplication application = application(new FakePublisher(), new InMemoryIdentity());
        application.addInitializers(
                context -> replace((GenericApplicationContext) context, Throttle.class, throttle));
        return new RunningGateway(application, properties);
    }

    /** A gateway that nothing is published by, and whose dead letters are these. */
    public static RunningGateway burying(DeadLetterQueue letters, String... properties) {
        SpringApplication application = application(new FakePublisher(), new InMemoryIdentity());
        application.addInitializers(
                context -> replace((GenericApplicationContext) context, DeadLetterQueue.class, letters));
        return new RunningGateway(application, properties);
    }

    private static SpringApplication application(CommandPublisher publisher, InMemoryIdentity identity) {
        SpringApplication application = ApiGateway.application();
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            replace(beans, CommandPublisher.class, publisher);
            replaceIdentity(beans, identity);
        });
        return application;
    }

    /** A gateway without broker and database, whose commands go to {@code publisher} and whose outcomes come at once. */
    public static RunningGateway publishingTo(CommandPublisher publisher, Outcomes outcomes, String... properties) {
        SpringApplication application = ApiGateway.application();
        InMemoryIdentity identity = new InMemoryIdentity();
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            replace(beans, CommandPublisher.class, publisher);
            replace(beans, Outcomes.class, outcomes);
            replaceIdentity(beans, identity);
        });
        return new RunningGateway(application, properties);
    }

    private static void replaceIdentity(GenericApplicationContext beans, InMemoryIdentity identity) {
        replace(beans, AccountStore.class, identity.accounts());
        replace(beans, RefreshTokens.class, identity.refreshTokens());
        replace(beans, Revocations.class, identity.revocations());
    }

    /** A gateway with its own database, whose commands go to {@code publisher}. */
    public static RunningGateway withDatabase(CommandPublisher publisher, String... properties) {
        SpringApplication application = ApiGateway.application();
        application.addInitializers(
                context -> replace((GenericApplicationContext) context, CommandPublisher.class, publisher));
        return new RunningGateway(application, properties);
    }

    private static <T> void replace(GenericApplicationContext beans, Class<T> type, T bean) {
        beans.registerBean("test" + type.getSimpleName(), type, () -> bean,
                definition -> definition.setPrimary(true));
    }

    /** Somebody whom this gateway takes for {@code id}, without having an account. */
    public TestUser user(String id, Role... roles) {
        return TestUser.issuedBy(context.getBean(TokenIssuer.class), id, roles);
    }

    /** Ends it as an orchestrator does, while callers may still be there. */
    public void stop() {
        context.close();
    }

    /** A port of this gateway's own wiring. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** Sends as the user {@code demo}, unless the headers have credentials. */
    public HttpResponse<String> send(String method, String target, String body, String... headers) {
        return send(request(target, headers).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String target, String... headers) {
        return send(request(target, headers));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        boolean hasCredentials = request.copy().build().headers().firstValue("Authorization").isPresent();
        return sendAsIs(hasCredentials ? request : request.headers(demo.headers()));
    }

    /** Sends JSON without any credentials but those in the headers. */
    public HttpResponse<String> post(String target, String body, String... headers) {
        return sendAsIs(request(target, headers).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends without any credentials but those in the headers. */
    public HttpResponse<String> getAsIs(String target, String... headers) {
        return sendAsIs(request(target, headers));
    }

    public HttpResponse<String> sendAsIs(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String target, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /**
     * Sends bytes that no HTTP client would, and gives everything that comes back. The user {@code demo}'s credentials stand in
     * for "{credentials}".
     */
    public String sendRaw(String bytes) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(bytes.replace("{credentials}", demo.raw()).getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as a signal would, while its callers still listen. */
    public void stopServing() {
        context.close();
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
