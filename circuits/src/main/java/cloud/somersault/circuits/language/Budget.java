package cloud.somersault.circuits.language;

/**
 * Counts what a program costs while it is expanded, so that one that asks for too much is refused
 * as soon as it has passed a limit, and not after all of it was done.
 */
final class Budget {
    private final int operationsMax;
    private final long stepsMax;
    private final long operandsMax;
    private long operations;
    private long steps;
    private long operands;

    Budget(ReadLimits limits) {
        operationsMax = limits.operationsMax();
        stepsMax = 4L * operationsMax + 1_000_000;
        operandsMax = 32L * operationsMax + 1_000_000;
    }

    int operationsMax() {
        return operationsMax;
    }

    /** One more operation of the circuit. */
    void operation(int at) {
        if (++operations > operationsMax) {
            throw tooManyOperations(at);
        }
    }

    /** Refuses at once what is known to come to so many operations or steps. */
    void foresee(long moreOperations, long moreSteps, int at) {
        if (operations + moreOperations > operationsMax) {
            throw tooManyOperations(at);
        }
        if (steps + moreSteps > stepsMax) {
            throw tooManySteps(at);
        }
    }

    /** So many iterations, calls of gates or intermediate operations. */
    void steps(long count, int at) {
        steps += count;
        if (steps > stepsMax) {
            throw tooManySteps(at);
        }
    }

    private ProgramError tooManySteps(int at) {
        return ProgramError.limit(
                "too-much-work",
                at,
                "expanding loops and gates takes more than " + stepsMax + " steps",
                "shorten the loops, or split the program");
    }

    /** A list of so many qubits or bits is kept. */
    void operands(int count, int at) {
        operands += count;
        if (operands > operandsMax) {
            throw ProgramError.limit(
                    "too-many-operands",
                    at,
                    "more than " + operandsMax + " operands in all",
                    "name whole registers instead of their parts");
        }
    }

    ProgramError tooManyOperations(int at) {
        return ProgramError.limit(
                "too-many-operations",
                at,
                "more than " + operationsMax + " operations after expansion",
                "split the program into several");
    }
}
