/** RxDB's file of that name: its folder of test tools asks for packages that we do not have. */
declare module 'rxdb-performance' {
  export { runPerformanceTests } from 'rxdb/plugins/test-utils';
}
