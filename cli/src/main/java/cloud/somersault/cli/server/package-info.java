/**
 * A Somersault server as a process of its own, to be started, killed and started again: the demo
 * and the load tests need one.
 */
@NullMarked
package cloud.somersault.cli.server;

import org.jspecify.annotations.NullMarked;
