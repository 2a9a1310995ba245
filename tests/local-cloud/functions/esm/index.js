export const main = async () => 'from a module';
