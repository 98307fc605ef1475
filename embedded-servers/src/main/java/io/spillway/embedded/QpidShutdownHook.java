package io.spillway.embedded;

import java.lang.reflect.Field;

import org.apache.qpid.server.model.Broker;

/**
 * Takes back the JVM shutdown hook that a Qpid broker registers as it opens. The hook would run beside the host's own and
 * close the broker under services that still acknowledge what they have in flight. Qpid has no setting for it.
 */
final class QpidShutdownHook {
    private static final String FIELD = "_shutdownHook";

    private QpidShutdownHook() {}

    static void removeFrom(Broker<?> broker) throws NoSuchFieldException, IllegalAccessException {
        Field field = fieldOf(broker.getClass());
        field.setAccessible(true);
        Runtime.getRuntime().removeShutdownHook((Thread) field.get(broker));
    }

    private static Field fieldOf(Class<?> brokerType) throws NoSuchFieldException {
        for (Class<?> type = brokerType; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(FIELD)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(FIELD + ": this release of Qpid registers its shutdown hook in another way");
    }
}
