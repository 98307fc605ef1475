package io.spillway.writer.core.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.spillway.contract.command.Command;
import io.spillway.writer.core.BatchProcessor;
import org.jspecify.annotations.Nullable;

/** Loads the core and the simulation anew, with a mutant's classes in the place of those it changes. */
final class MutantLoader extends ClassLoader {

    private static final String CORE = BatchProcessor.class.getPackageName() + ".";

    private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

    MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        compile(mutant);
    }

    /** {@link Campaign#runsUntilDifference} with the mutant inside. */
    int runsUntilDifference(long firstSeed, int runs) throws ReflectiveOperationException {
        return (int) campaign("runsUntilDifference", long.class, int.class).invoke(null, firstSeed, runs);
    }

    /** {@link Campaign#failure} with the mutant inside. */
    String failure(long firstSeed, int runs) throws ReflectiveOperationException {
        return (String) campaign("failure", long.class, int.class).invoke(null, firstSeed, runs);
    }

    /** {@link Campaign#replay} with the mutant inside. */
    String replay(Setting setting) throws ReflectiveOperationException {
        return (String) campaign("replay", String.class).invoke(null, setting.toString());
    }

    private Method campaign(String method, Class<?>... parameters) throws ReflectiveOperationException {
        return loadClass(Campaign.class.getName()).getMethod(method, parameters);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(CORE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        ByteArrayOutputStream changed = compiled.get(name);
        byte[] bytes = changed == null ? original(name) : changed.toByteArray();
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (@Nullable
        InputStream found = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (found == null) {
                throw new ClassNotFoundException(name);
            }
            return found.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private void compile(Mutant mutant) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        mutant.sources().forEach((file, source) -> sources.add(new Source(file, source)));
        boolean done = compiler.getTask(null, new Output(compiler.getStandardFileManager(problems, null, null)),
                problems, List.of("-proc:none", "-nowarn", "-cp", classPath()), null, sources).call();
        if (!done) {
            throw new IllegalStateException("The mutant that " + mutant + " does not compile: "
                    + problems.getDiagnostics());
        }
    }

    /** Where the classes come from that the sources need, however this JVM was started. */
    private static String classPath() {
        return Stream.of(BatchProcessor.class, Campaign.class, Command.class, Nullable.class)
                .map(type -> {
                    try {
                        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
                    } catch (URISyntaxException unusable) {
                        throw new IllegalStateException(unusable);
                    }
                })
                .distinct().collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Path file, String text) {
            super(URI.create("string:///" + file.getFileName()), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler makes in memory. */
    private final class Output extends ForwardingJavaFileManager<JavaFileManager> {

        Output(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return compiled.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
