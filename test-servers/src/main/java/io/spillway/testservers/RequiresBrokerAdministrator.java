package io.spillway.testservers;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs only where {@link TestServers#broker()} is RabbitMQ 4 or later with a management API, so that accounts and virtual hosts
 * can be made; see {@link Requirement} for what happens elsewhere.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(BrokerAdministratorCondition.class)
public @interface RequiresBrokerAdministrator {}
