/**
 * How much a Java machine compiles. What runs for a test only starts with half the processor time when it does not
 * optimise; what runs for long gets everything.
 * @param {boolean} longRunning
 */
export const compilerOptions = (longRunning) => (longRunning ? [] : ['-XX:TieredStopAtLevel=1']);
