/**
 * The command line: {@link cloud.somersault.cli.Main} finds a command, the command asks the server
 * through {@link cloud.somersault.client.Cloud} and prints. No physics, no state.
 *
 * <p>Exit codes are in {@link cloud.somersault.cli.ExitCode}. The launcher script {@code
 * somersault} starts it; {@code serve} and {@code test} never come here.
 */
@NullMarked
package cloud.somersault.cli;

import org.jspecify.annotations.NullMarked;
