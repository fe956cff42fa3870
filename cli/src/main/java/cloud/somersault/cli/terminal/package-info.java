/**
 * What is seen: {@link cloud.somersault.cli.terminal.Terminal} (streams, colours, width), bars of
 * counts, aligned tables.
 */
@NullMarked
package cloud.somersault.cli.terminal;

import org.jspecify.annotations.NullMarked;
