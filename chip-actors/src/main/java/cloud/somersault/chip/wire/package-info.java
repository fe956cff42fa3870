/**
 * The mark that binds the chip's messages to their serializer. Only messages: what is stored has
 * its own bindings, one for each root of events, in {@code reference.conf}.
 */
@NullMarked
package cloud.somersault.chip.wire;

import org.jspecify.annotations.NullMarked;
