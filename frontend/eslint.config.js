import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import ts from 'typescript-eslint';

// Imports run one way: app -> features/<noun> -> ui, lib, api. A feature never knows its sibling.
const features = readdirSync(new URL('./src/features', import.meta.url));
const forbid = (files, groups, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: groups, message }] }] },
});
const upwards = ['../../*', '@/app/*', '@/mock/*', '@/test/*'];
const boundaries = features.map((name) =>
  forbid(
    [`src/features/${name}/**`],
    [...upwards, ...features.filter((other) => other !== name).map((other) => `@/features/${other}/**`)],
    'A feature imports only ui, lib, api and itself; compose features in src/app.',
  ),
);

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'playwright-report', 'test-results'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'NotFoundError' }] }],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
    },
  },
  { files: ['**/*.{js,mjs}'], ...ts.configs.disableTypeChecked },
  { files: ['*.js', '**/*.mjs'], languageOptions: { globals: { process: 'readonly', URL: 'readonly' } } },
  { files: ['public/*.js'], languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly', navigator: 'readonly', location: 'readonly', URL: 'readonly', fetch: 'readonly', window: 'readonly' } } },
  { files: ['src/**/*.{ts,tsx}'], ...a11y.flatConfigs.recommended },
  { files: ['src/**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  ...boundaries,
  forbid(['src/ui/**'], ['@/features/**', ...upwards], 'ui knows nothing of features.'),
  forbid(['src/lib/**', 'src/api/**'], ['@/ui/**', '@/features/**', ...upwards], 'lib and api stand alone.'),
  { files: ['src/**/*.test.{ts,tsx}'], rules: { 'no-restricted-imports': 'off', 'max-lines': 'off' } },
);
