/**
 * The demo: every example through a real server that is killed in the middle. {@link
 * cloud.somersault.cli.demo.Demo} tells the story in order.
 */
@NullMarked
package cloud.somersault.cli.demo;

import org.jspecify.annotations.NullMarked;
