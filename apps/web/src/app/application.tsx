import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { useLanguage } from '../ui/words.js';
import { queryClient } from './query-client.js';
import { router } from './router.js';
import { theme } from './theme.js';

/** The whole web app. */
export function Application() {
  const language = useLanguage();
  return (
    <StrictMode>
      <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enGB} button={{ autoInsertSpace: false }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ConfigProvider>
    </StrictMode>
  );
}
