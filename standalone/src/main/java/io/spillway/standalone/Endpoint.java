package io.spillway.standalone;

/**
 * Where a service listens.
 *
 * @param port           0 for any that is free
 * @param managementPort 0 for any that is free
 */
record Endpoint(Service service, int port, int managementPort) {}
