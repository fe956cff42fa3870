/**
 * Pictures of circuits: {@link cloud.somersault.circuits.drawing.TextDrawing} for terminals, {@link
 * cloud.somersault.circuits.drawing.SvgDrawing} for pages. Both draw one {@code Scene}: {@code
 * Packing} has put every operation into a column, {@code Labels} has the words. Open {@code
 * TextDrawing} first. However large a circuit is, its picture is bounded, and says what is left
 * out.
 */
@NullMarked
package cloud.somersault.circuits.drawing;

import org.jspecify.annotations.NullMarked;
